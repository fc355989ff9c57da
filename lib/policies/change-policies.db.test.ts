import { beforeEach, describe, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { makePolicy } from "@/prisma/policy-factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import type { Policy } from "../domain/policy";
import { type CreatePolicyInput, createPolicyInput } from "../domain/policy-input";
import type { PolicyRule } from "../domain/policy-rule";
import { type Role, roles } from "../domain/role-table";
import { createPolicy } from "./create-policy";
import { deletePolicy } from "./delete-policy";
import { enablePolicy } from "./enable-policy";
import { findPolicy } from "./find-policy";
import { updatePolicy } from "./update-policy";

const client = appClient();
let admin: TestMember;
let stranger: TestMember;

beforeEach(async () => {
  const [own, foreign] = await Promise.all([makeTenant(client), makeTenant(client)]);
  admin = await makeMember(client, own, { role: "global-administrator" });
  stranger = await makeMember(client, foreign, { role: "global-administrator" });
});

const activityRule: PolicyRule = {
  kind: "activity",
  filters: { service: { eq: [11114] } },
  repetition: null,
  category: "dlp",
};
const uploadRule: PolicyRule = { kind: "unusual-upload", subject: "user", factor: 5, minimumMegabytes: 10 };

function settings(input: Partial<CreatePolicyInput> = {}): CreatePolicyInput {
  return createPolicyInput.parse({
    name: "Salesforce",
    description: "",
    severity: 2,
    dailyLimit: 5,
    rule: activityRule,
    ...input,
  });
}

function change(policy: Policy, input: Partial<CreatePolicyInput> = {}) {
  const { id, name, severity, dailyLimit, description, rule } = policy;
  return { id, name, severity: severity === 0 ? (0 as const) : (1 as const), dailyLimit, description, rule, ...input };
}

function events(member = admin) {
  return withTenant(member.tenant.id, (tx) => tx.auditEvent.findMany({ orderBy: { at: "asc" } }), client);
}

describe("a full administrator", () => {
  test("makes, changes, switches and deletes a policy, each with its line in the audit log", async () => {
    const id = await createPolicy(callerOf(admin), settings());
    expect(id).toMatch(/^[0-9a-f]{24}$/);
    const made = await findPolicy(callerOf(admin), id, "AUDIT");
    expect(made).toMatchObject({ ...settings(), isEnabled: true, isBuiltIn: false, matches: 0, openAlerts: 0 });
    const rule: PolicyRule = { ...activityRule, filters: { service: { eq: [1] } } };
    await updatePolicy(callerOf(admin), { id, ...settings({ name: "Renamed", dailyLimit: 9 }), rule });
    expect(await findPolicy(callerOf(admin), id, null)).toMatchObject({ name: "Renamed", dailyLimit: 9, rule });
    await enablePolicy(callerOf(admin), { id, isEnabled: false });
    expect(await findPolicy(callerOf(admin), id, null)).toMatchObject({ isEnabled: false });
    await enablePolicy(callerOf(admin), { id, isEnabled: true });
    await deletePolicy(callerOf(admin), id);
    await expect(findPolicy(callerOf(admin), id, null)).rejects.toThrow("No such policy");
    expect((await events()).map((event) => ("action" in event ? `${event.action} ${event.targetName}` : ""))).toEqual([
      "policy.created Salesforce",
      "policy.changed Renamed",
      "policy.disabled Renamed",
      "policy.enabled Renamed",
      "policy.deleted Renamed",
    ]);
  });

  test("changes and records nothing by a second click", async () => {
    const { id } = await makePolicy(client, admin.tenant, { rule: activityRule, isEnabled: false });
    const enable = () => enablePolicy(callerOf(admin), { id, isEnabled: true });
    await Promise.all([enable(), enable()]);
    await enable();
    expect(await events()).toHaveLength(1);
  });

  test("cannot delete a built-in policy, only disable it", async () => {
    const { id } = await makePolicy(client, admin.tenant, { isBuiltIn: true });
    await expect(deletePolicy(callerOf(admin), id)).rejects.toMatchObject({ code: "conflict" });
    await enablePolicy(callerOf(admin), { id, isEnabled: false });
    expect(await findPolicy(callerOf(admin), id, null)).toMatchObject({ isEnabled: false });
  });

  test("gives each policy a name of its own, also when two come at once, and each tenant its own names", async () => {
    const twice = await Promise.allSettled([1, 2].map(() => createPolicy(callerOf(admin), settings())));
    expect(twice.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const other = await makePolicy(client, admin.tenant, { rule: activityRule });
    await expect(updatePolicy(callerOf(admin), change(other, { name: "Salesforce" }))).rejects.toMatchObject({
      code: "conflict",
      field: "name",
    });
    await createPolicy(callerOf(stranger), settings());
    expect(await events(stranger)).toHaveLength(1);
  });

  test("keeps a policy's kind, and leaves one without a rule without", async () => {
    const ruled = await makePolicy(client, admin.tenant, { rule: activityRule });
    const ruleless = await makePolicy(client, admin.tenant);
    for (const [policy, rule] of [
      [ruled, uploadRule],
      [ruleless, activityRule],
    ] as const)
      await expect(updatePolicy(callerOf(admin), { ...change(policy), rule })).rejects.toMatchObject({ field: "rule" });
    await updatePolicy(callerOf(admin), { ...change(ruleless, { name: "Still a file policy" }), rule: null });
    expect(await findPolicy(callerOf(admin), ruleless.id, "FILE")).toMatchObject({ name: "Still a file policy" });
  });
});

test("another tenant's policy is like a missing one, and its owner still gets in", async () => {
  const policy = await makePolicy(client, admin.tenant, { rule: activityRule });
  const missing = "0".repeat(24);
  for (const id of [policy.id, missing]) {
    await expect(updatePolicy(callerOf(stranger), { ...change(policy), id })).rejects.toThrow("No such policy");
    await expect(enablePolicy(callerOf(stranger), { id, isEnabled: false })).rejects.toThrow("No such policy");
    await expect(deletePolicy(callerOf(stranger), id)).rejects.toThrow("No such policy");
  }
  expect(await findPolicy(callerOf(admin), policy.id, null)).toMatchObject({ isEnabled: true });
  await updatePolicy(callerOf(admin), change(policy, { name: "Mine" }));
});

describe("a role", () => {
  /** Of which kinds it makes policies, and of which types it switches them. */
  const rights: Record<Role, { makes: PolicyRule["kind"][]; changes: string[] }> = {
    "global-administrator": { makes: ["activity", "unusual-upload"], changes: ["AUDIT", "ANOMALY_DISCOVERY", "FILE"] },
    "security-administrator": {
      makes: ["activity", "unusual-upload"],
      changes: ["AUDIT", "ANOMALY_DISCOVERY", "FILE"],
    },
    "cloud-app-security-administrator": {
      makes: ["activity", "unusual-upload"],
      changes: ["AUDIT", "ANOMALY_DISCOVERY", "FILE"],
    },
    "compliance-administrator": { makes: [], changes: ["FILE"] },
    "compliance-data-administrator": { makes: [], changes: ["FILE"] },
    "security-operator": { makes: [], changes: [] },
    "security-reader": { makes: [], changes: [] },
    "global-reader": { makes: [], changes: [] },
    "discovery-global-administrator": { makes: ["unusual-upload"], changes: ["ANOMALY_DISCOVERY"] },
    "discovery-report-administrator": { makes: ["unusual-upload"], changes: [] },
  };

  test.each(roles)("%s makes and changes the policies of its part, and no others", async (role) => {
    const member = await makeMember(client, admin.tenant, { role });
    for (const rule of [activityRule, uploadRule]) {
      const name = `${role} ${rule.kind}`;
      const making = async () => createPolicy(callerOf(member), settings({ name, rule }));
      if (rights[role].makes.includes(rule.kind)) expect(await making()).toMatch(/^[0-9a-f]{24}$/);
      else await expect(making()).rejects.toMatchObject({ code: "forbidden" });
    }
    for (const rule of [activityRule, uploadRule, null]) {
      const policy = await makePolicy(client, admin.tenant, { rule });
      const acts = [
        () => updatePolicy(callerOf(member), change(policy)),
        () => enablePolicy(callerOf(member), { id: policy.id, isEnabled: false }),
        () => deletePolicy(callerOf(member), policy.id),
      ];
      for (const act of acts)
        if (rights[role].changes.includes(policy.type)) await act();
        else await expect(act()).rejects.toMatchObject({ code: "forbidden" });
    }
  });
});
