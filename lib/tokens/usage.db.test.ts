import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { makeMember, makeTenant, makeToken, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import { env } from "../env";
import { startWorkers } from "../jobs/start-workers";
import { tidyUsageJob } from "./tidy-usage-job";
import { usageAges } from "./usage-ages";
import { type CallCountRow, isUnwritable, saveCounts, saveUses, type UseRow } from "./usage-store";
import { enqueueTidying } from "./watch-usage-age";

const client = appClient();
const at = (time: string) => new Date(`2026-06-15T${time}Z`);
type Token = { id: string; owner: TestMember };
let anna: Token;
let bob: Token;

async function makeOwnedToken(): Promise<Token> {
  const owner = await makeMember(client, await makeTenant(client), { role: "security-reader" });
  const { id } = await makeToken(client, owner, { pepper: env().PORTAL_TOKEN_PEPPER });
  return { id, owner };
}

beforeAll(async () => {
  [anna, bob] = [await makeOwnedToken(), await makeOwnedToken()];
});

const useOf = (token: Token, changes: Partial<UseRow> = {}): UseRow => ({
  tenantId: token.owner.tenant.id,
  tokenId: token.id,
  at: at("10:00:00.000"),
  ip: "192.0.2.1",
  userAgent: "curl/8",
  method: "GET",
  route: "/api/v1/alerts/",
  ...changes,
});

const countOf = (token: Token, changes: Partial<CallCountRow> = {}): CallCountRow => ({
  tenantId: token.owner.tenant.id,
  tokenId: token.id,
  hour: at("10:00:00.000"),
  method: "GET",
  route: "/api/v1/alerts/",
  outcome: "answered",
  client: "curl",
  network: "192.0.2.1",
  calls: 1,
  lastAt: at("10:30:00.000"),
  ...changes,
});

const within = <T>({ owner }: Token, read: Parameters<typeof withTenant<T>>[1]) => withTenant(owner.tenant.id, read);
const lastUse = (token: Token) => within(token, (tx) => tx.tokenUse.findFirstOrThrow({ where: { tokenId: token.id } }));
const hoursOf = (token: Token) =>
  within(token, (tx) => tx.tokenCall.findMany({ where: { tokenId: token.id }, orderBy: { hour: "asc" } }));
const daysOf = (token: Token) =>
  within(token, (tx) => tx.tokenCallDay.findMany({ where: { tokenId: token.id }, orderBy: { day: "asc" } }));
const sumOf = (rows: { calls: number }[]) => rows.reduce((sum, { calls }) => sum + calls, 0);

describe("the last use", () => {
  test("moves forward only, whatever order batches arrive in, and keeps the last five addresses", async () => {
    const uses = [3, 1, 6, 2, 5, 4, 3].map((second, index) =>
      useOf(anna, { at: at(`10:00:0${second}.000`), ip: `192.0.2.${second}`, route: `/r${index}/` }),
    );
    for (const use of uses) await saveUses([use]);
    const kept = await lastUse(anna);
    expect(kept).toMatchObject({ lastUsedAt: at("10:00:06.000"), lastIp: "192.0.2.6", lastRoute: "/r2/" });
    expect(kept.recentIps).toEqual([6, 5, 4, 3, 2].map((second) => `192.0.2.${second}`));
    expect(kept.recentAts).toEqual([6, 5, 4, 3, 2].map((second) => at(`10:00:0${second}.000`)));
  });

  test("takes several addresses of several tokens in one batch, and twice is the same as once", async () => {
    const [one, other] = [await makeOwnedToken(), await makeOwnedToken()];
    const batch = [
      useOf(one, { ip: "192.0.2.1" }),
      useOf(one, { ip: "192.0.2.2", at: at("11:00:00.000"), userAgent: "node" }),
      useOf(other, { ip: "198.51.100.1" }),
    ];
    await saveUses(batch);
    await saveUses(batch);
    expect(await lastUse(one)).toMatchObject({ lastUserAgent: "node", recentIps: ["192.0.2.2", "192.0.2.1"] });
    expect(await lastUse(other)).toMatchObject({ recentIps: ["198.51.100.1"] });
  });
});

describe("counts of calls", () => {
  test("add up over batches, and a batch that is sent again counts once", async () => {
    const token = await makeOwnedToken();
    const writer = randomUUID();
    await saveCounts({ writer, batch: 1 }, [
      countOf(token, { calls: 2 }),
      countOf(token, { client: "node", calls: 5 }),
    ]);
    await saveCounts({ writer, batch: 1 }, [countOf(token, { calls: 2 })]);
    await saveCounts({ writer, batch: 2 }, [countOf(token, { calls: 3, lastAt: at("10:10:00.000") })]);
    await saveCounts({ writer, batch: 1 }, [countOf(token, { calls: 2 })]);
    const rows = await hoursOf(token);
    expect(rows.map(({ client: family, calls }) => [family, calls]).sort()).toEqual([
      ["curl", 5],
      ["node", 5],
    ]);
    expect(rows.find((row) => row.client === "curl")?.lastAt).toEqual(at("10:30:00.000"));
  });

  test("of many writers at once are all there", async () => {
    const tokens = [anna, bob, await makeOwnedToken()].sort((one, other) => (one.id < other.id ? -1 : 1));
    const writers = Array.from({ length: 4 }, () => randomUUID());
    await Promise.all(
      writers.map(async (writer) => {
        for (const batch of [1, 2, 3, 4, 5])
          await saveCounts(
            { writer, batch },
            tokens.map((token) => countOf(token)),
          );
      }),
    );
    for (const token of tokens) expect(sumOf(await hoursOf(token))).toBe(20);
  });

  test("of a token that does not exist are refused for good, with all of their batch", async () => {
    const stray = { ...anna, id: randomUUID() };
    const before = sumOf(await hoursOf(anna));
    const attempt = saveCounts({ writer: randomUUID(), batch: 1 }, [countOf(anna), countOf(stray)]);
    await expect(attempt).rejects.toSatisfy(isUnwritable);
    expect(sumOf(await hoursOf(anna))).toBe(before);
  });

  test("are seen in their own tenant alone, and the portal's role may not change them", async () => {
    expect((await hoursOf(anna)).length).toBeGreaterThan(0);
    const foreign = await within(bob, (tx) => tx.tokenCall.findMany({ where: { tokenId: anna.id } }));
    expect(foreign).toEqual([]);
    await expect(within(anna, (tx) => tx.$executeRaw`delete from token_call`)).rejects.toThrow(/permission denied/);
    await expect(within(anna, (tx) => tx.$executeRaw`update token_call_day set calls = 0`)).rejects.toThrow(
      /permission denied/,
    );
  });
});

describe("old usage", () => {
  const day = 86_400_000;
  const now = new Date();
  const ages = usageAges(now, 30);
  const hourOf = (since: Date, hours: number) => new Date(since.getTime() + hours * 3_600_000);

  test("becomes days after eight days and is gone after thirty, without a call lost in between", async () => {
    const token = await makeOwnedToken();
    const stranger = await makeOwnedToken();
    const hours = [
      hourOf(ages.hours, 0),
      hourOf(ages.hours, -1),
      hourOf(ages.hours, -2),
      hourOf(ages.hours, -25),
      hourOf(ages.days, 0),
      hourOf(ages.days, -1),
    ];
    const rows = (of: Token) => hours.map((hour, index) => countOf(of, { hour, calls: 10 ** index, lastAt: hour }));
    await saveCounts({ writer: randomUUID(), batch: 1 }, rows(token));
    await saveCounts({ writer: randomUUID(), batch: 1 }, rows(stranger));

    const workers = await startWorkers([tidyUsageJob], { concurrency: 2, pollMilliseconds: 50 });
    expect(await enqueueTidying(now)).toBeGreaterThanOrEqual(2);
    await expect.poll(async () => (await enqueueTidying(now)) === 0, { timeout: 15_000, interval: 200 }).toBe(true);
    await workers.stop();

    for (const one of [token, stranger]) {
      expect((await hoursOf(one)).map(({ hour, calls }) => [hour, calls])).toEqual([[hours[0], 1]]);
      expect((await daysOf(one)).map(({ day: date, calls }) => [date, calls])).toEqual([
        [ages.days, 10_000],
        [new Date(ages.hours.getTime() - 2 * day), 1_000],
        [new Date(ages.hours.getTime() - day), 110],
      ]);
    }
  });

  test("of a tenant that has none is left alone", async () => {
    const token = await makeOwnedToken();
    await saveCounts({ writer: randomUUID(), batch: 1 }, [countOf(token, { hour: hourOf(ages.hours, 5) })]);
    expect(await enqueueTidying(now)).toBe(0);
  });
});
