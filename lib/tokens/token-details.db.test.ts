import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, makeToken, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import { env } from "../env";
import { changeRole } from "../members/change-role";
import { findTokenDetails } from "./find-token-details";
import { generateToken } from "./generate-token";
import { listTrends } from "./list-trends";
import { previewDeactivation } from "./preview-deactivation";
import { previewRevocation } from "./preview-revocation";
import { revokeToken } from "./revoke-token";
import { rollUpCalls } from "./usage-age-store";
import { usageAges } from "./usage-ages";
import { type CallCountRow, saveCounts, saveUses } from "./usage-store";

/** Anna administrates tenant A, Rosa and Remy read in it; Bob administrates tenant B. */
let anna: TestMember;
let rosa: TestMember;
let remy: TestMember;
let bob: TestMember;

const client = appClient();
const hour = 3_600_000;
const day = 24 * hour;
const now = new Date("2026-06-15T10:20:00.000Z");
const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds);
const pepper = env().PORTAL_TOKEN_PEPPER;

beforeAll(async () => {
  const [a, b] = [await makeTenant(client), await makeTenant(client)];
  anna = await makeMember(client, a, { role: "global-administrator", name: "Anna" });
  rosa = await makeMember(client, a, { role: "security-reader", name: "Rosa" });
  remy = await makeMember(client, a, { role: "security-reader", name: "Remy" });
  bob = await makeMember(client, b, { role: "global-administrator", name: "Bob" });
});

type Made = Awaited<ReturnType<typeof makeToken>>;
const make = (owner: TestMember, name?: string, createdAt = ago(90 * day)) =>
  makeToken(client, owner, { pepper, createdAt, ...(name === undefined ? {} : { name }) });

async function count(owner: TestMember, token: Made, calls: Partial<CallCountRow>[]): Promise<void> {
  const rows = calls.map((changes): CallCountRow => {
    const lastAt = changes.lastAt ?? ago(hour);
    return {
      tenantId: owner.tenant.id,
      tokenId: token.id,
      hour: new Date(lastAt.getTime() - (lastAt.getTime() % hour)),
      method: "GET",
      route: "/api/v1/alerts/",
      outcome: "answered",
      client: "curl",
      network: "192.0.2.1",
      calls: 1,
      lastAt,
      ...changes,
    };
  });
  await saveCounts({ writer: randomUUID(), batch: 1 }, rows);
}

describe("a token's page", () => {
  test("has a point for each hour or day of the range, by how calls ended", async () => {
    const token = await make(rosa);
    await count(rosa, token, [
      { calls: 3, lastAt: ago(0) },
      { calls: 2, outcome: "rate-limited", lastAt: ago(0) },
      { calls: 4, outcome: "invalid", lastAt: ago(23 * hour) },
      { calls: 5, lastAt: ago(25 * hour) },
      { calls: 7, outcome: "failed", lastAt: ago(6 * day) },
      { calls: 11, outcome: "revoked", lastAt: ago(29 * day) },
      { calls: 13, lastAt: ago(31 * day) },
    ]);
    const pointsOf = async (range: "24h" | "7d" | "30d") =>
      (await findTokenDetails(callerOf(rosa), { publicId: token.publicId, range }, now)).points;
    const sums = (points: Awaited<ReturnType<typeof pointsOf>>) =>
      points.map(({ calls }) => calls.answered + calls.invalid + calls.failed + calls.refused);
    const day24 = await pointsOf("24h");
    expect(day24).toHaveLength(24);
    expect(day24.at(-1)).toEqual({
      at: new Date("2026-06-15T10:00:00.000Z"),
      calls: { answered: 3, invalid: 0, failed: 0, refused: 2 },
    });
    expect(sums(day24)).toEqual([4, ...Array(22).fill(0), 5]);
    expect(sums(await pointsOf("7d"))).toEqual([7, 0, 0, 0, 0, 9, 5]);
    expect(sums(await pointsOf("30d"))).toEqual([11, ...Array(22).fill(0), 7, 0, 0, 0, 0, 9, 5]);
  });

  test("tells the same of days as of the hours that they were rolled up from", async () => {
    const token = await make(rosa);
    await count(rosa, token, [
      { calls: 2, lastAt: ago(12 * day) },
      { calls: 3, lastAt: ago(12 * day + hour) },
      { calls: 1, lastAt: ago(hour) },
    ]);
    const view = () => findTokenDetails(callerOf(rosa), { publicId: token.publicId, range: "30d" }, now);
    const hours = await view();
    expect(await rollUpCalls(rosa.tenant.id, usageAges(now, 365), 1_000)).toBeGreaterThanOrEqual(2);
    const days = await view();
    expect(days.points).toEqual(hours.points);
    expect(days.callers).toEqual(hours.callers);
    expect(days.callers.callers).toMatchObject([{ calls: 6, lastAt: ago(hour) }]);
  });

  test("names each caller once, by client, network and route, the latest first", async () => {
    const token = await make(rosa);
    await count(rosa, token, [
      { calls: 2, lastAt: ago(3 * day) },
      { calls: 3, lastAt: ago(hour) },
      { calls: 4, outcome: "forbidden", lastAt: ago(2 * day) },
      { client: "node", lastAt: ago(2 * hour) },
      { network: "192.0.2.0/24", lastAt: ago(3 * hour) },
      { route: "/api/v1/me/", lastAt: ago(4 * hour) },
    ]);
    const { callers } = await findTokenDetails(callerOf(rosa), { publicId: token.publicId, range: "7d" }, now);
    expect(callers.total).toBe(4);
    expect(
      callers.callers.map(({ client: family, network, route, calls, refused }) => [
        family,
        network,
        route,
        calls,
        refused,
      ]),
    ).toEqual([
      ["curl", "192.0.2.1", "/api/v1/alerts/", 9, 4],
      ["node", "192.0.2.1", "/api/v1/alerts/", 1, 0],
      ["curl", "192.0.2.0/24", "/api/v1/alerts/", 1, 0],
      ["curl", "192.0.2.1", "/api/v1/me/", 1, 0],
    ]);
  });

  test("tells what was done to the token and to what its owner may do, with the roles before and after", async () => {
    const owner = await makeMember(client, anna.tenant, { role: "security-operator", name: "Olga" });
    const { publicId } = await generateToken(callerOf(owner), { name: "history" });
    await changeRole(callerOf(anna), { memberId: owner.id, role: "security-reader" });
    await revokeToken(callerOf(anna), { publicId });
    const { history, ownerRole, token } = await findTokenDetails(callerOf(anna), { publicId, range: "7d" });
    expect(history.map(({ action, actorName, before: from, after: to }) => [action, actorName, from, to])).toEqual([
      ["token.revoked", "Anna", null, null],
      ["member.role-changed", "Anna", "security-operator", "security-reader"],
      ["token.generated", "Olga", null, null],
    ]);
    expect(ownerRole).toBe("security-reader");
    expect(token.revokedByName).toBe("Anna");
  });

  test("names the last addresses, the latest first", async () => {
    const token = await make(rosa);
    const use = {
      tenantId: rosa.tenant.id,
      tokenId: token.id,
      userAgent: "curl/8",
      method: "GET",
      route: "/api/v1/me/",
    };
    await saveUses([
      { ...use, ip: "192.0.2.1", at: ago(2 * hour) },
      { ...use, ip: "192.0.2.2", at: ago(hour) },
    ]);
    const { addresses } = await findTokenDetails(callerOf(rosa), { publicId: token.publicId, range: "7d" }, now);
    expect(addresses).toEqual([
      { ip: "192.0.2.2", lastAt: ago(hour) },
      { ip: "192.0.2.1", lastAt: ago(2 * hour) },
    ]);
  });

  test("is not there for a colleague, for another tenant and for nobody's token, and is there for owner and administrator", async () => {
    const { publicId } = await make(rosa);
    const details = (member: TestMember, id = publicId) =>
      findTokenDetails(callerOf(member), { publicId: id, range: "7d" }, now);
    const refusal = { code: "not-found", publicMessage: "No such token" };
    await expect(details(remy)).rejects.toMatchObject(refusal);
    await expect(details(bob)).rejects.toMatchObject(refusal);
    await expect(details(anna, "000000000000")).rejects.toMatchObject(refusal);
    expect((await details(rosa)).token.publicId).toBe(publicId);
    expect((await details(anna)).token.ownerName).toBe("Rosa");
  });
});

describe("the impact of a revocation", () => {
  test("is three callers when three have called, refused and older calls aside", async () => {
    const token = await make(rosa);
    await count(rosa, token, [
      { calls: 5, lastAt: ago(4 * 60_000) },
      { calls: 2, client: "node", lastAt: ago(day) },
      { calls: 1, network: "192.0.2.9", lastAt: ago(29 * day) },
      { calls: 100, client: "scanner", outcome: "forbidden", lastAt: ago(day) },
      { calls: 100, client: "old", lastAt: ago(31 * day) },
    ]);
    const impact = await previewRevocation(callerOf(rosa), { publicId: token.publicId }, now);
    expect(impact).toMatchObject({ total: 3, calls: 8, lastAt: ago(4 * 60_000) });
    expect(impact.callers.map(({ client: family }) => family)).toEqual(["curl", "node", "curl"]);
  });

  test("of a token without calls says since when calls are known", async () => {
    const [old, young] = [await make(rosa), await make(rosa, "young", ago(2 * day))];
    const since = async (token: Made) =>
      (await previewRevocation(callerOf(rosa), { publicId: token.publicId }, now)).trackedSince;
    expect(await previewRevocation(callerOf(rosa), { publicId: old.publicId }, now)).toMatchObject({
      total: 0,
      lastAt: null,
    });
    expect(await since(old)).toEqual(new Date("2026-05-16T00:00:00.000Z"));
    expect(await since(young)).toEqual(ago(2 * day));
  });

  test("is told to whoever may revoke the token, and to nobody else", async () => {
    const { publicId } = await make(rosa);
    for (const stranger of [remy, bob])
      await expect(previewRevocation(callerOf(stranger), { publicId }, now)).rejects.toMatchObject({
        code: "not-found",
      });
    for (const insider of [rosa, anna])
      await expect(previewRevocation(callerOf(insider), { publicId }, now)).resolves.toMatchObject({ total: 0 });
  });

  test("writes nothing", async () => {
    const token = await make(rosa);
    await count(rosa, token, [{}]);
    const rowsOf = () =>
      withTenant(rosa.tenant.id, async (tx) => [
        await tx.apiToken.findFirst({ where: { id: token.id } }),
        await tx.tokenCall.findMany({ where: { tokenId: token.id } }),
        await tx.auditEvent.count(),
      ]);
    const untouched = await rowsOf();
    await previewRevocation(callerOf(rosa), { publicId: token.publicId }, now);
    await previewDeactivation(callerOf(anna), { memberId: rosa.id }, now);
    expect(await rowsOf()).toEqual(untouched);
  });
});

describe("the impact of a deactivation", () => {
  test("is every caller of the member's living tokens, told to full administrators of the tenant alone", async () => {
    const owner = await makeMember(client, anna.tenant, { role: "security-operator" });
    const [one, other] = [await make(owner, "one"), await make(owner, "other")];
    const { publicId, ...gone } = await make(owner, "gone");
    await count(owner, one, [{ calls: 2, lastAt: ago(hour) }]);
    await count(owner, other, [{ calls: 3, lastAt: ago(2 * hour) }]);
    await count(owner, { publicId, ...gone }, [{ calls: 50, lastAt: ago(hour) }]);
    await revokeToken(callerOf(owner), { publicId });
    const impact = await previewDeactivation(callerOf(anna), { memberId: owner.id }, now);
    expect(impact).toMatchObject({ total: 2, calls: 5, lastAt: ago(hour) });
    expect(impact.callers.map(({ tokenName }) => tokenName)).toEqual(["one", "other"]);
    expect(() => previewDeactivation(callerOf(rosa), { memberId: owner.id }, now)).toThrow(/permissions/);
    expect(await previewDeactivation(callerOf(bob), { memberId: owner.id }, now)).toMatchObject({ total: 0 });
  });
});

describe("the trend of a list's tokens", () => {
  test("is thirty days of each that was called, of those that the caller sees", async () => {
    const [own, quiet, foreign] = [await make(rosa), await make(rosa), await make(remy)];
    await count(rosa, own, [
      { calls: 2, lastAt: ago(0) },
      { calls: 3, lastAt: ago(29 * day) },
      { calls: 9, lastAt: ago(30 * day) },
    ]);
    await count(remy, foreign, [{ calls: 4, lastAt: ago(0) }]);
    const publicIds = [own, quiet, foreign].map((token) => token.publicId);
    const seen = await listTrends(callerOf(rosa), { publicIds }, now);
    expect(seen).toEqual(new Map([[own.publicId, [3, ...Array(28).fill(0), 2]]]));
    expect((await listTrends(callerOf(anna), { publicIds }, now)).size).toBe(2);
    expect((await listTrends(callerOf(bob), { publicIds }, now)).size).toBe(0);
  });
});
