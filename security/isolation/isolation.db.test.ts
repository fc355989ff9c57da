import { randomInt } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Arena, openArena } from "./arena";
import type { Tally } from "./bursts";
import { actionParts } from "./portal-actions";
import { stripTenantFilters } from "./strip-tenant-filters";

// The actions' surroundings on the web are tested over HTTP; here is what they do for whom.
vi.mock("@/lib/web/action", () => actionParts);

/** How many operations a run has at least; `npm run test:faults` asks for 100,000. */
const wanted = Number(process.env.ISOLATION_OPERATIONS ?? 400);
const isLong = process.env.ISOLATION_OPERATIONS !== undefined;
/** Whoever looks for a failure again gives the seed that it was printed with. */
const seed = Number(process.env.ISOLATION_SEED ?? randomInt(2 ** 31));
/** Of a machine that does other things beside. */
const patience = Math.max(300_000, wanted * 200);

/** A part of that, but never fewer than find something. */
const shareOf = (part: number) => Math.max(300, wanted / part);

let arena: Arena;

beforeAll(async () => {
  arena = await openArena();
}, 120_000);

afterAll(() => arena.close());

test(
  "M-01, M-08: whatever two tenants do, neither sees, changes, counts or guesses anything of the other",
  async () => {
    const tally = await arena.operate(wanted, { seed, follow });
    tell("operations", tally);
    expect(tally.done).toBeGreaterThanOrEqual(wanted);
    expect(tally.twins).toBeGreaterThan(wanted / 50);
  },
  patience,
);

test(
  "M-02: with every tenant filter taken out of the statements, row-level security alone keeps them apart",
  async () => {
    const stripping = stripTenantFilters("portcullis_app");
    try {
      const tally = await arena.operate(shareOf(5), { seed, follow });
      tell(`operations, ${stripping.statements()} statements without their filters`, tally);
      expect(stripping.statements()).toBeGreaterThan(50);
    } finally {
      stripping.stop();
    }
  },
  patience,
);

/** An hour's run says how far it has come. */
function follow(done: number): void {
  if (isLong) process.stdout.write(`${new Date().toISOString()} ${done} operations, nothing crossed (seed ${seed})\n`);
}

function tell(what: string, { done, twins, accepted, refused }: Tally): void {
  const total = (map: Map<string, number>) => [...map.values()].reduce((sum, one) => sum + one, 0);
  process.stdout.write(
    `${done} ${what}: ${total(accepted)} accepted, ${total(refused)} refused, ${twins} compared with a twin; ` +
      `${accepted.size} of ${arena.operations.length} kinds accepted at least once\n`,
  );
  const never = arena.operations.filter((name) => !accepted.has(name));
  if (isLong) process.stdout.write(`Never accepted: ${never.join(", ")}\n`);
}
