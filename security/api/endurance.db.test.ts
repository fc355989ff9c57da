import { monitorEventLoopDelay } from "node:perf_hooks";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { appClient } from "@/lib/db/client";
import { env } from "@/lib/env";
import { flushRecordedCalls } from "@/lib/tokens/record-call";
import { revokeToken } from "@/lib/tokens/revoke-token";
import { mintSecret } from "@/lib/tokens/token-secret";
import { callerOf, makeMember, makeToken, type TestMember } from "@/prisma/factories";
import { type ApiUnderAttack, openApiUnderAttack } from "./api-under-attack";

const isLong = process.env.ISOLATION_OPERATIONS !== undefined;
/** How long the soak goes on; the short form ends after a number of rounds. */
const soakMilliseconds = Number(process.env.SOAK_MINUTES ?? 30) * 60_000;
const shortRounds = 60;
const timedRounds = 33_000;
const megabyte = 1024 * 1024;

let attack: ApiUnderAttack;
let owner: TestMember;
const pepper = env().PORTAL_TOKEN_PEPPER;

beforeAll(async () => {
  attack = await openApiUnderAttack();
  owner = await makeMember(appClient(), attack.own.tenant, { role: "global-administrator" });
}, 120_000);

afterAll(() => attack.close());

function ask(url: string, secret: string, host = "localhost") {
  return attack.app.inject({ url, headers: { host, authorization: `Token ${secret}` } });
}

test(
  "C-4: under calls and churn for long, the memory of the process and the delays of its event loop stay flat",
  async () => {
    setFlagsFromString("--expose-gc");
    const collect: () => void = runInNewContext("gc");
    const delay = monitorEventLoopDelay({ resolution: 10 });
    const heaps: number[] = [];
    const delays: number[] = [];
    const began = Date.now();
    const isOver = () => (isLong ? Date.now() - began > soakMilliseconds : heaps.length * 5 >= shortRounds);
    delay.enable();
    for (let round = 1; !isOver(); round++) {
      await oneRound();
      if (round % (isLong ? 200 : 5) !== 0) continue;
      await flushRecordedCalls();
      collect();
      heaps.push(process.memoryUsage().heapUsed);
      delays.push(delay.percentile(99));
      delay.reset();
    }
    expect(heaps.length, "samples that three thirds can be told from").toBeGreaterThanOrEqual(9);
    const third = Math.floor(heaps.length / 3);
    const grown = middle(heaps.slice(-third)) - middle(heaps.slice(third, 2 * third));
    process.stdout.write(
      `${heaps.length} samples; heap ${(middle(heaps) / megabyte).toFixed(1)} MB, grown by ${(grown / megabyte).toFixed(2)} MB\n`,
    );
    expect(grown).toBeLessThan(8 * megabyte);
    if (isLong) expect(middle(delays.slice(-third))).toBeLessThan(3 * middle(delays.slice(0, third)) + 20e6);
  },
  soakMilliseconds + 600_000,
);

function middle(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

/** Programs that call, forged tokens, and a token that comes and goes. */
async function oneRound(): Promise<void> {
  const token = await makeToken(appClient(), owner, { pepper });
  expect((await ask("/api/v1/me", token.secret)).statusCode).toBe(200);
  await Promise.all(["/api/v1/alerts/", "/api/v1/policies/", "/api/v1/me"].map((url) => ask(url, attack.secret)));
  expect((await ask("/api/v1/me", mintSecret("api").secret)).statusCode).toBe(401);
  await revokeToken(callerOf(owner), { publicId: token.publicId });
  expect((await ask("/api/v1/me", token.secret)).statusCode).toBe(401);
}

test.runIf(isLong)(
  "T-08: unknown, revoked and foreign tokens are refused in the same time, once they are known",
  async () => {
    const revoked = await makeToken(appClient(), owner, { pepper, revokedAt: new Date() });
    const host = `${attack.own.tenant.slug}.localhost`;
    const foreign = attack.other.people[0]?.secret ?? "";
    const kinds = { unknown: mintSecret("api").secret, revoked: revoked.secret, foreign };
    const times: Record<string, number[]> = { unknown: [], revoked: [], foreign: [] };
    // On a busy machine the guard may not hear from the database in time, and then says so instead of refusing.
    let unheard = 0;
    for (let round = 0; round < timedRounds; round++)
      for (const [kind, secret] of Object.entries(kinds)) {
        const began = performance.now();
        const { statusCode } = await ask("/api/v1/me", secret, host);
        const took = performance.now() - began;
        expect([401, 503]).toContain(statusCode);
        if (statusCode === 401) times[kind]?.push(took);
        else unheard++;
      }
    expect(unheard).toBeLessThan(timedRounds / 100);
    const medians = Object.values(times).map(middle);
    const ratio = Math.max(...medians) / Math.min(...medians);
    process.stdout.write(
      `Refusals: medians ${medians.map((one) => one.toFixed(3)).join(", ")} ms, ratio ${ratio.toFixed(3)}\n`,
    );
    expect(ratio).toBeLessThan(1.25);
  },
  1_800_000,
);
