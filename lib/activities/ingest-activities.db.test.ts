import { beforeEach, describe, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { makeOnlyIpRange } from "@/prisma/ip-range-factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import { activityList } from "../domain/activity-list";
import { parseListQuery } from "../domain/list-query";
import { findActivity } from "./find-activity";
import { ingestActivities } from "./ingest-activities";
import { listActivities } from "./list-activities";

const client = appClient();
let admin: TestMember;
let stranger: TestMember;

beforeEach(async () => {
  const [own, foreign] = await Promise.all([makeTenant(client), makeTenant(client)]);
  admin = await makeMember(client, own, { role: "global-administrator" });
  stranger = await makeMember(client, foreign, { role: "global-administrator" });
});

function given(input: Record<string, unknown> = {}) {
  return {
    id: "crm-1",
    timestamp: Date.now() - 60_000,
    appId: 11114,
    appName: "Salesforce",
    eventType: "EVENT_CATEGORY_EXPORT",
    actionType: "ReportExported",
    user: { userName: "megan@contoso.example", displayName: "Megan" },
    ...input,
  };
}

async function found(member: TestMember, filters: object) {
  const parsed = parseListQuery(activityList, { filters }, new Date());
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return (await listActivities(callerOf(member), parsed.query)).rows.map(({ id }) => id);
}

describe("activities that a program brings", () => {
  test("are found by their filters, as those of an app are", async () => {
    const objects = [{ id: "report|7", name: "Pipeline", isFile: true }];
    const userAgent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/144.0.0.0 Safari/537.36";
    const result = await ingestActivities(callerOf(admin), [
      given({ objects, device: { clientIP: "203.0.113.9", userAgent, type: "DESKTOP" } }),
      given({ id: "crm-2", source: 5, user: null }),
    ]);
    expect(result).toEqual({ accepted: 2, duplicates: 0, refused: [] });
    for (const filters of [
      { "user.username": { eq: "megan@contoso.example" } },
      { "user.domain": { eq: "contoso.example" } },
      { entity: { eq: { id: "megan@contoso.example", inst: 0, saas: 11114 } } },
      { fileId: { eq: "report|7" } },
      { activityObject: { eq: "report|7" } },
      { "ip.address": { startswith: "203.0.113." } },
      { source: { eq: "t:2" } },
    ])
      expect(await found(admin, filters), JSON.stringify(filters)).toEqual(["crm-1"]);
    const activity = await findActivity(callerOf(admin), "crm-1");
    expect(activity.client).toEqual({
      family: "CHROME",
      browser: "Chrome 144",
      operatingSystem: "Windows",
      native: false,
    });
    expect(activity.objects).toMatchObject([
      { role: 4, name: "Megan" },
      { role: 3, name: "Pipeline" },
    ]);
  });

  test("may come twice: the first stands, whatever the second says", async () => {
    await ingestActivities(callerOf(admin), [given()]);
    const again = await ingestActivities(callerOf(admin), [
      given({ appName: "Other" }),
      given({ id: "new" }),
      given({ id: "new" }),
    ]);
    expect(again).toEqual({ accepted: 1, duplicates: 2, refused: [] });
    expect((await findActivity(callerOf(admin), "crm-1")).appName).toBe("Salesforce");
  });

  test("are refused one by one, and the others are stored", async () => {
    const result = await ingestActivities(callerOf(admin), [given(), given({ id: "bad id" }), { id: "empty" }]);
    expect(result).toMatchObject({ accepted: 1, refused: [{ index: 1 }, { index: 2, id: "empty" }] });
    expect(await found(admin, {})).toEqual(["crm-1"]);
  });

  test("learn from the tenant's own IP ranges what their address is, the narrower range first", async () => {
    await makeOnlyIpRange(client, admin.tenant);
    await ingestActivities(callerOf(admin), [
      given({ device: { clientIP: "192.0.2.7" } }),
      given({ id: "mapped", device: { clientIP: "::ffff:192.0.2.7" } }),
      given({ id: "elsewhere", device: { clientIP: "2001:db8::1" } }),
    ]);
    expect((await found(admin, { "ip.category": { eq: 6 } })).sort()).toEqual(["crm-1", "mapped"]);
    expect(await found(admin, { "ip.category": { eq: 0 } })).toEqual(["elsewhere"]);
  });

  test("stay in their tenant, where the same id may stand for another", async () => {
    await ingestActivities(callerOf(admin), [given()]);
    expect(await ingestActivities(callerOf(stranger), [given({ appName: "Box" })])).toMatchObject({ accepted: 1 });
    expect((await findActivity(callerOf(admin), "crm-1")).appName).toBe("Salesforce");
    expect((await findActivity(callerOf(stranger), "crm-1")).appName).toBe("Box");
  });

  test("keep users and accounts up to date: what was seen later stands, and a repeated request changes nothing", async () => {
    const entities = () =>
      withTenant(admin.tenant.id, (tx) => tx.entity.findMany({ orderBy: { saas: "asc" } }), client);
    const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    const [first, later] = [minutesAgo(30), minutesAgo(10)];
    const megan = (displayName: string, orgUnit: string | null = null) => {
      return { user: { userName: "megan@contoso.example", displayName, orgUnit } };
    };
    await ingestActivities(callerOf(admin), [given({ timestamp: first.getTime(), ...megan("Megan", "Sales") })]);
    expect(await entities()).toMatchObject([
      { id: "megan@contoso.example", saas: 0, appName: null },
      { id: "megan@contoso.example", saas: 11114, appName: "Salesforce", isAdmin: false, lastSeenAt: first },
    ]);
    await ingestActivities(callerOf(admin), [
      given({ id: "later", timestamp: later.getTime(), isAdminEvent: true, ...megan("Megan Bowen") }),
      given({ id: "earlier", timestamp: minutesAgo(60).getTime(), ...megan("M.", "People") }),
      given({ timestamp: minutesAgo(1).getTime(), ...megan("Nobody") }),
    ]);
    const seen = { displayName: "Megan Bowen", organization: "Sales", isAdmin: true, lastSeenAt: later };
    expect(await entities()).toMatchObject([
      { saas: 0, ...seen },
      { saas: 11114, ...seen },
    ]);
  });

  test("leave one line in the audit log for each request that stored something", async () => {
    await ingestActivities(callerOf(admin), [given(), { id: "bad" }]);
    await ingestActivities(callerOf(admin), [given()]);
    const events = await withTenant(admin.tenant.id, (tx) => tx.auditEvent.findMany(), client);
    expect(events).toMatchObject([
      { action: "activity.ingested", targetId: "crm-1", detail: { accepted: 1, duplicates: 0, refused: 1 } },
    ]);
  });

  test("come from full administrators' tokens alone", async () => {
    const operator = await makeMember(client, admin.tenant, { role: "security-operator" });
    await expect(ingestActivities(callerOf(operator), [given()])).rejects.toThrow("Insufficient role");
  });

  test("fill one request of five hundred", async () => {
    const many = Array.from({ length: 500 }, (_, index) => given({ id: `bulk-${index}` }));
    expect(await ingestActivities(callerOf(admin), many)).toMatchObject({ accepted: 500 });
  });
});
