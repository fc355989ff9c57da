import fc from "fast-check";
import { env } from "@/lib/env";
import { buildApi } from "@/lib/rest/app";
import { Burst, emptyTally, type Portal, type Tally } from "./bursts";
import { allOperations } from "./operations";
import { seededRandom } from "./random";
import { openTruth } from "./truth";
import { makeTwoTenants } from "./two-tenants";

/** Where two tenants meet: the API and the portal's use-cases on a test's database, and a superuser who judges them. */
export type Arena = {
  /**
   * Random bursts of both tenants until enough was done.
   * @throws what was seen, changed or told across, with the operations that led to it
   */
  operate: (least: number, run?: Run) => Promise<Tally>;
  /** The names of all operations. */
  operations: string[];
  close: () => Promise<void>;
};

type Run = {
  /** Makes the same choices again; keys and secrets are others each time. */
  seed?: number;
  /** Is told after each pair of tenants how much was done. */
  follow?: (done: number) => void;
};

const burstLength = 20;
/** As many bursts as share their two tenants. */
const burstsOfPair = 50;

/** The caller has put `actionParts` in the place of lib/web/action.ts. */
export async function openArena(): Promise<Arena> {
  const admin = new URL(process.env.TEST_DATABASE_ADMIN_URL ?? "");
  admin.pathname = new URL(env().DATABASE_URL).pathname;
  const truth = await openTruth(admin.href);
  const api = await buildApi({
    tenantOfHost: async () => ({ kind: "base" }),
    clientAddress: () => "192.0.2.1",
    limits: { perToken: 1_000_000, perTenant: 1_000_000, failuresPerAddress: 1_000_000 },
  });
  await api.ready();
  const operations = await allOperations(api);
  const burst = fc
    .tuple(fc.boolean(), fc.array(fc.nat(), { minLength: burstLength, maxLength: burstLength }))
    .map(([actsFirst, seeds]) => new Burst(actsFirst, seeds));
  const bursts = fc.commands([burst], { maxCommands: burstsOfPair, size: "max" });
  return {
    operations: operations.map(({ name }) => name),
    operate: async (least, { seed, follow } = {}) => {
      const portal: Portal = { operations, tally: emptyTally() };
      const property = fc.asyncProperty(fc.nat(), bursts, async (pairSeed, commands) => {
        if (portal.tally.done >= least) return;
        const sides = await makeTwoTenants(truth, seededRandom(pairSeed));
        await fc.asyncModelRun(() => ({ model: { sides, truth }, real: portal }), commands);
        follow?.(portal.tally.done);
      });
      // Not shrunk: each attempt needs tenants of its own, and the message names the operation.
      await fc.assert(property, {
        ...(seed === undefined ? {} : { seed }),
        numRuns: Math.ceil(least / burstLength),
        endOnFailure: true,
        includeErrorInReport: true,
      });
      return portal.tally;
    },
    close: async () => {
      await api.close();
      await truth.close();
    },
  };
}
