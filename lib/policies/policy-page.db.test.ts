import { beforeAll, describe, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { makeAlerts } from "@/prisma/history-factories";
import { makePolicy } from "@/prisma/policy-factories";
import { listPolicyAlerts } from "../alerts/list-policy-alerts";
import { appClient } from "../db/client";
import { policyView } from "../domain/policy-view";
import { enablePolicy } from "./enable-policy";
import { findPolicyName } from "./find-policy-name";
import { listPolicyHistory } from "./list-policy-history";
import { listPolicyPage } from "./list-policy-page";

const client = appClient();
let admin: TestMember;
let stranger: TestMember;

beforeAll(async () => {
  const [own, foreign] = await Promise.all([makeTenant(client), makeTenant(client)]);
  admin = await makeMember(client, own, { role: "global-administrator", name: "Ada" });
  stranger = await makeMember(client, foreign, { role: "global-administrator" });
  for (let index = 0; index < 60; index += 1)
    await makePolicy(client, own, { name: `policy ${String(index).padStart(2, "0")}`, severity: index % 3 });
  await makePolicy(client, own, { name: "ALPHA 100%", type: "MALWARE", isEnabled: false });
});

async function names(raw: object, member = admin) {
  const page = await listPolicyPage(callerOf(member), policyView.parse(raw));
  return { ...page, rows: page.rows.map(({ name }) => name) };
}

describe("the page of policies", () => {
  test("goes by name whatever the case, page by page and back, and the other way round", async () => {
    const first = await names({});
    expect(first.rows).toHaveLength(50);
    expect(first.rows.slice(0, 2)).toEqual(["ALPHA 100%", "policy 00"]);
    const second = await names({ after: first.next });
    expect(second.rows).toHaveLength(11);
    expect(second.next).toBeNull();
    expect((await names({ before: second.previous })).rows).toEqual(first.rows);
    expect((await names({ direction: "desc" })).rows[0]).toBe("policy 59");
  });

  test.each([
    [{ search: "0%" }, ["ALPHA 100%"]],
    [{ type: "MALWARE" }, ["ALPHA 100%"]],
    [{ status: "disabled" }, ["ALPHA 100%"]],
    [{ search: "policy 1", severity: "high" }, ["policy 11", "policy 14", "policy 17"]],
  ])("is narrowed by %j", async (raw, expected) => {
    expect((await names(raw)).rows).toEqual(expected);
  });

  test("shows each tenant its own", async () => {
    expect((await names({}, stranger)).rows).toEqual([]);
  });
});

test("a policy's name, newest alerts and history are its tenant's alone, and of alerts what a role sees", async () => {
  const { id, name } = await makePolicy(client, admin.tenant, { name: "Watched" });
  const alerts = Array.from({ length: 7 }, (_, index) => ({
    policyId: id,
    title: `Alert ${index}`,
    raisedAt: new Date(Date.UTC(2026, 0, 1 + index)),
    isDiscovery: index === 0,
  }));
  await makeAlerts(client, admin.tenant, [...alerts, { title: "Other" }]);
  await enablePolicy(callerOf(admin), { id, isEnabled: false });
  expect(await findPolicyName(callerOf(admin), id)).toBe(name);
  expect((await listPolicyAlerts(callerOf(admin), id)).map(({ title }) => title)).toEqual([
    "Alert 6",
    "Alert 5",
    "Alert 4",
    "Alert 3",
    "Alert 2",
  ]);
  expect(await listPolicyHistory(callerOf(admin), id)).toMatchObject([{ action: "policy.disabled", actorName: "Ada" }]);
  const discovery = await makeMember(client, admin.tenant, { role: "discovery-report-administrator" });
  expect(await listPolicyAlerts(callerOf(discovery), id)).toMatchObject([{ title: "Alert 0" }]);
  expect(await findPolicyName(callerOf(stranger), id)).toBeNull();
  expect(await listPolicyAlerts(callerOf(stranger), id)).toEqual([]);
  expect(await listPolicyHistory(callerOf(stranger), id)).toEqual([]);
});
