import { beforeAll, describe, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { makeAlerts } from "@/prisma/history-factories";
import { makePolicy } from "@/prisma/policy-factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import { parseListQuery } from "../domain/list-query";
import type { Policy } from "../domain/policy";
import { policyList } from "../domain/policy-list";
import { findPolicy } from "./find-policy";
import { listPolicies } from "./list-policies";
import { reportPolicy } from "./report-policy";

const client = appClient();
let reader: TestMember;
let stranger: TestMember;
let file: Policy;

beforeAll(async () => {
  const [own, foreign] = await Promise.all([makeTenant(client), makeTenant(client)]);
  reader = await makeMember(client, own, { role: "security-reader" });
  stranger = await makeMember(client, foreign, { role: "global-administrator" });
  file = await makePolicy(client, own, { name: "Cards shared", severity: 2, modifiedAt: new Date(2026, 0, 3) });
  await makePolicy(client, own, { name: "Malware", type: "MALWARE", modifiedAt: new Date(2026, 0, 2) });
  await makePolicy(client, own, { name: "Old", type: "AUDIT", isEnabled: false, modifiedAt: new Date(2026, 0, 1) });
});

async function names(raw: Record<string, unknown>, member = reader) {
  const parsed = parseListQuery(policyList, raw, new Date());
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return (await listPolicies(callerOf(member), parsed.query)).rows.map(({ name }) => name);
}

describe("policies", () => {
  test.each([
    [{}, ["Cards shared", "Malware", "Old"]],
    [{ filters: { type: { eq: "FILE" } } }, ["Cards shared"]],
    [{ filters: { type: { neq: ["FILE", "AUDIT"] } } }, ["Malware"]],
    [{ filters: { enabled: { eq: false } } }, ["Old"]],
    [{ filters: { name: { contains: "CARDS" } } }, ["Cards shared"]],
    [{ filters: { severity: { eq: 1 } }, sortField: "name", sortDirection: "asc" }, ["Malware", "Old"]],
    [{ skip: 1, limit: 1 }, ["Malware"]],
  ])("are listed by %j", async (raw, expected) => {
    expect(await names(raw)).toEqual(expected);
  });

  test("are fetched by id, with their type or without, and by no other type", async () => {
    expect(await findPolicy(callerOf(reader), file.id, null)).toMatchObject(file);
    expect(await findPolicy(callerOf(reader), file.id, "FILE")).toMatchObject(file);
    await expect(findPolicy(callerOf(reader), file.id, "AUDIT")).rejects.toThrow("No such policy");
  });

  test("are their tenant's alone", async () => {
    expect(await names({}, stranger)).toEqual([]);
    await expect(findPolicy(callerOf(stranger), file.id, null)).rejects.toThrow("No such policy");
  });
});

describe("what became of a policy", () => {
  const now = new Date("2026-11-23T12:00:00.000Z");
  const day = (text: string) => new Date(`${text}T00:00:00.000Z`);

  test("is told beside it: matches of 30 days, open alerts, the last alert; and day by day in its report", async () => {
    const { tenant } = reader;
    const { id: policyId } = await makePolicy(client, tenant);
    await withTenant(
      tenant.id,
      (tx) =>
        tx.policyDay.createMany({
          data: [
            { tenantId: tenant.id, policyId, day: day("2026-11-23"), matches: 7, alerts: 5 },
            { tenantId: tenant.id, policyId, day: day("2026-10-25"), matches: 2, alerts: 2 },
            { tenantId: tenant.id, policyId, day: day("2026-10-24"), matches: 100, alerts: 5 },
          ],
        }),
      client,
    );
    await makeAlerts(client, tenant, [
      { policyId, raisedAt: now, isDiscovery: true },
      { policyId, raisedAt: day("2026-11-22") },
      { policyId, raisedAt: day("2026-11-24"), resolution: 5 },
    ]);
    const seen = { matches: 9, openAlerts: 2, lastAlertAt: day("2026-11-24") };
    expect(await findPolicy(callerOf(reader), policyId, null, now)).toMatchObject(seen);
    const report = await reportPolicy(callerOf(reader), policyId, now);
    expect(report.policy).toMatchObject(seen);
    expect(report.days).toHaveLength(30);
    expect(report.days[0]).toEqual({ day: "2026-10-25", matches: 2, alerts: 2 });
    expect(report.days[1]).toEqual({ day: "2026-10-26", matches: 0, alerts: 0 });
    expect(report.days.at(-1)).toEqual({ day: "2026-11-23", matches: 7, alerts: 5 });
    const discovery = await makeMember(client, tenant, { role: "discovery-report-administrator" });
    const part = { matches: 9, openAlerts: 1, lastAlertAt: now };
    expect(await findPolicy(callerOf(discovery), policyId, null, now)).toMatchObject(part);
    await expect(reportPolicy(callerOf(stranger), policyId, now)).rejects.toThrow("No such policy");
  });
});
