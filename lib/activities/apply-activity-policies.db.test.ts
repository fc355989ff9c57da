import { beforeEach, describe, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { makePolicy } from "@/prisma/policy-factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import type { Policy } from "../domain/policy";
import type { ActivityRule } from "../domain/policy-rule";
import { deletePolicy } from "../policies/delete-policy";
import { enablePolicy } from "../policies/enable-policy";
import { ingestActivities } from "./ingest-activities";
import { previewActivityRule } from "./preview-activity-rule";

const client = appClient();
const now = new Date("2026-11-23T12:00:00.000Z");
let admin: TestMember;
let stranger: TestMember;

beforeEach(async () => {
  const [own, foreign] = await Promise.all([makeTenant(client), makeTenant(client)]);
  admin = await makeMember(client, own, { role: "global-administrator" });
  stranger = await makeMember(client, foreign, { role: "global-administrator" });
});

const exports: ActivityRule = {
  kind: "activity",
  filters: { "activity.eventActionType": { eq: ["EVENT_CATEGORY_EXPORT"] } },
  repetition: null,
  category: "dlp",
};
const threeExports: ActivityRule = { ...exports, repetition: { activities: 3, minutes: 10 } };

function watch(input: Partial<Policy> = {}, member = admin): Promise<Policy> {
  return makePolicy(client, member.tenant, { rule: exports, ...input });
}

function given(id: string, input: Record<string, unknown> = {}) {
  return {
    id,
    timestamp: now.getTime() - 60_000,
    appId: 11114,
    appName: "Salesforce",
    eventType: "EVENT_CATEGORY_EXPORT",
    actionType: "ReportExported",
    user: { userName: "megan@contoso.example", displayName: "Megan" },
    ...input,
  };
}

function alerts(member = admin) {
  return withTenant(member.tenant.id, (tx) => tx.alert.findMany({ orderBy: { matchKey: "asc" } }), client);
}

function days(member = admin) {
  return withTenant(member.tenant.id, (tx) => tx.policyDay.findMany({ orderBy: { day: "asc" } }), client);
}

async function ingest(activities: object[], member = admin, at = now): Promise<void> {
  expect((await ingestActivities(callerOf(member), activities, at)).refused).toEqual([]);
}

describe("a policy on activities", () => {
  test("raises an alert that names it, what it is about and what led to it; the activity names the alert", async () => {
    const policy = await watch({ name: "Exports", severity: 2 });
    await ingest([given("one", { device: { clientIP: "203.0.113.9" } }), given("two", { eventType: "LOGIN" })]);
    const raised = await alerts();
    expect(raised).toMatchObject([
      {
        title: "Exports",
        severity: 2,
        resolution: 0,
        readAt: null,
        raisedAt: now,
        stories: [3],
        isDiscovery: false,
        isSystem: false,
        policyId: policy.id,
        policyLabel: "Exports",
        policyType: "AUDIT",
        activityIds: ["one"],
      },
    ]);
    expect(raised[0]?.id).toMatch(/^[0-9a-f]{24}$/);
    expect(raised[0]?.entityKeys).toEqual(
      expect.arrayContaining([`policy:${policy.id}`, "user:megan@contoso.example", "ip:203.0.113.9", "service:11114"]),
    );
    const activities = await withTenant(
      admin.tenant.id,
      (tx) => tx.activity.findMany({ orderBy: { id: "asc" } }),
      client,
    );
    expect(activities).toMatchObject([
      { id: "one", alertId: raised[0]?.id, policyId: policy.id },
      { id: "two", alertId: null, policyId: null },
    ]);
    expect(await days()).toMatchObject([{ policyId: policy.id, matches: 1, alerts: 1 }]);
  });

  test("raises one alert for an activity that comes again, in a later request or in the same", async () => {
    await watch();
    await ingest([given("one"), given("one", { appName: "Other" })]);
    await ingest([given("one")]);
    expect(await alerts()).toHaveLength(1);
    expect(await days()).toMatchObject([{ matches: 1, alerts: 1 }]);
  });

  test("raises no more alerts on a day than it may, counts the others, and begins anew on the next day", async () => {
    await watch({ dailyLimit: 3 });
    await ingest(Array.from({ length: 5 }, (_, index) => given(`a${index}`)));
    await ingest([given("b")]);
    expect(await alerts()).toHaveLength(3);
    await ingest([given("c")], admin, new Date("2026-11-24T00:00:01.000Z"));
    expect(await alerts()).toHaveLength(4);
    expect(await days()).toMatchObject([
      { matches: 6, alerts: 3 },
      { matches: 1, alerts: 1 },
    ]);
  });

  test("keeps its limit when requests come at once", async () => {
    await watch({ dailyLimit: 3 });
    // Of people of their own, so that nothing else makes the requests wait for each other.
    const by = (index: number) => ({ user: { userName: `user-${index}@contoso.example` } });
    const requests = Array.from({ length: 6 }, (_, index) => [
      given(`a${index}`, by(index)),
      given(`b${index}`, by(index)),
    ]);
    await Promise.all(requests.map((activities) => ingest(activities)));
    expect(await alerts()).toHaveLength(3);
    expect(await days()).toMatchObject([{ matches: 12, alerts: 3 }]);
  });

  test("raises nothing while it is switched off, and nothing any more once it is deleted", async () => {
    const policy = await watch({ isEnabled: false });
    await ingest([given("one")]);
    await enablePolicy(callerOf(admin), { id: policy.id, isEnabled: true });
    await ingest([given("two")]);
    await enablePolicy(callerOf(admin), { id: policy.id, isEnabled: false });
    await ingest([given("three")]);
    expect(await alerts()).toMatchObject([{ activityIds: ["two"] }]);
    await deletePolicy(callerOf(admin), policy.id);
    await ingest([given("four")]);
    expect(await alerts()).toMatchObject([{ activityIds: ["two"], policyLabel: policy.name }]);
    expect(await days()).toEqual([]);
  });

  test("looks at its own tenant's activities alone, and the other tenant's policy at the other's", async () => {
    await watch({ name: "Ours" });
    await watch({ name: "Theirs" }, stranger);
    await ingest([given("one")]);
    expect(await alerts()).toMatchObject([{ title: "Ours" }]);
    expect(await alerts(stranger)).toEqual([]);
    await ingest([given("one")], stranger);
    expect(await alerts()).toHaveLength(1);
    expect(await alerts(stranger)).toMatchObject([{ title: "Theirs" }]);
  });

  test("knows what the tenant says of an address before it looks at it", async () => {
    await watch({ rule: { ...exports, filters: { "ip.category": { eq: [3] } } } });
    await ingest([given("one", { device: { clientIP: "203.0.113.9" } })]);
    expect(await alerts()).toEqual([]);
    const range = { tenantId: admin.tenant.id, id: "a".repeat(24), name: "Risky", category: 3 };
    await withTenant(
      admin.tenant.id,
      async (tx) => {
        const rest = { organization: null, overrideOrganization: false, tagIds: [], modifiedAt: now };
        await tx.ipRange.createMany({ data: [{ ...range, ...rest }] });
        const block = { network: "::ffff:203.0.113.0/120", originalString: "203.0.113.0/24", position: 1 };
        await tx.ipRangeSubnet.createMany({ data: [{ tenantId: range.tenantId, rangeId: range.id, ...block }] });
      },
      client,
    );
    await ingest([given("two", { device: { clientIP: "203.0.113.9" } })]);
    expect(await alerts()).toMatchObject([{ activityIds: ["two"] }]);
  });

  test("raises nothing on what is refused", async () => {
    await watch();
    expect(await ingestActivities(callerOf(admin), [given("bad", { appId: "x" })], now)).toMatchObject({ accepted: 0 });
    expect(await alerts()).toEqual([]);
  });

  test("takes five hundred activities and fifty policies in one request", async () => {
    for (let index = 0; index < 50; index += 1) await watch({ rule: index % 2 ? exports : threeExports });
    await ingest(Array.from({ length: 500 }, (_, index) => given(`bulk-${index}`)));
    expect(await alerts()).toHaveLength(25 * 5 + 25);
  });
});

describe("a policy on repeated activities", () => {
  const at = (minutes: number) => ({ timestamp: now.getTime() - 3_600_000 + minutes * 60_000 });

  test("counts what one person did across requests, in whatever order it arrives, and alerts once", async () => {
    const policy = await watch({ rule: threeExports });
    await ingest([given("c", at(9)), given("other", { ...at(2), user: { userName: "adele@contoso.example" } })]);
    await ingest([given("a", at(1))]);
    expect(await alerts()).toEqual([]);
    await ingest([given("b", at(5))]);
    await ingest([given("b", at(5)), given("d", at(9.5))]);
    const raised = await alerts();
    expect(raised).toMatchObject([{ policyId: policy.id, activityIds: ["c", "b", "a"] }]);
    expect(raised[0]?.evidence[0]).toBe("3 matching activities within 10 minutes");
  });

  test("finds the repetition of which each request at once brings a part", async () => {
    await watch({ rule: threeExports });
    await Promise.all([0, 1, 2].map((minutes) => ingest([given(`a${minutes}`, at(minutes))])));
    expect(await alerts()).toHaveLength(1);
  });

  test("is not fooled by activities that lie further apart, or that its filters leave out", async () => {
    await watch({ rule: threeExports });
    await ingest([
      given("a", at(0)),
      given("b", at(6)),
      given("c", at(12)),
      given("d", { ...at(7), eventType: "LOGIN" }),
    ]);
    expect(await alerts()).toEqual([]);
  });
});

describe("a preview", () => {
  test("counts what would have matched in 30 days, in this tenant alone", async () => {
    const day = 24 * 60 * 60 * 1000;
    await ingest([
      given("a"),
      given("b"),
      given("c"),
      given("old", { timestamp: now.getTime() - 31 * day }),
      given("other", { eventType: "LOGIN" }),
      given("adele", { user: { userName: "adele@contoso.example" } }),
    ]);
    expect(await previewActivityRule(callerOf(admin), exports, now)).toEqual({
      activities: 4,
      people: 2,
      isPartial: false,
    });
    expect(await previewActivityRule(callerOf(admin), threeExports, now)).toMatchObject({ activities: 4, people: 1 });
    expect(await previewActivityRule(callerOf(stranger), exports, now)).toMatchObject({ activities: 0, people: 0 });
  });

  test("is for those who may make policies and see activities", async () => {
    for (const role of ["security-reader", "discovery-global-administrator"] as const) {
      const member = await makeMember(client, admin.tenant, { role });
      expect(() => previewActivityRule(callerOf(member), exports, now)).toThrow("Insufficient role");
    }
  });
});
