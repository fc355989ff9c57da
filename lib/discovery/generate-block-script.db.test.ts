import { expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import type { Role } from "../domain/role-table";
import { appliances, generateBlockScript } from "./generate-block-script";
import { tagApps } from "./tag-apps";

const client = appClient();
const now = new Date("2026-03-02T09:15:07Z");
const dropbox = 11627;

async function makeAdministrator(role: Role = "discovery-global-administrator"): Promise<TestMember> {
  return makeMember(client, await makeTenant(client), { role });
}

function unsanction(member: TestMember, appIds: readonly number[]) {
  const apps = appIds.map((appId) => ({ appId, add: ["unsanctioned" as const], remove: [] }));
  return tagApps(callerOf(member), { apps }, now);
}

function recorded(member: TestMember) {
  return withTenant(member.tenant.id, (tx) =>
    tx.auditEvent.findMany({
      where: { tenantId: member.tenant.id, action: "block-script.generated" },
      select: { targetId: true, actorName: true, detail: true },
    }),
  );
}

test("every appliance gets a file of its own name with the domains of the unsanctioned apps", async () => {
  const admin = await makeAdministrator();
  await unsanction(admin, [dropbox]);
  for (const { id, name } of appliances) {
    const script = await generateBlockScript(callerOf(admin), { appliance: id }, now);
    expect(script).toMatchObject({ fileName: `2026-03-02_CAS_${id}_block_script.txt`, applianceName: name, apps: 1 });
    expect(script.text).toContain("dropbox.com");
    expect(script.domains).toBeGreaterThan(1);
  }
  expect(await recorded(admin)).toHaveLength(appliances.length);
});

test("what may not be blocked is left out by name, and the audit log tells who took what along", async () => {
  const admin = await makeAdministrator();
  const appleServices = 30878;
  await unsanction(admin, [dropbox, appleServices]);
  const script = await generateBlockScript(callerOf(admin), { appliance: "Domain-list" }, now);
  const lines = script.text.trimEnd().split("\n");
  expect(lines).toHaveLength(script.domains);
  expect(lines).not.toContain("apple.com");
  expect(script.refused).toContainEqual({
    domain: "apple.com",
    reason: "protected",
    appName: "Apple services (other)",
  });
  expect(await recorded(admin)).toEqual([
    { targetId: "Domain-list", actorName: admin.name, detail: { apps: 2, domains: script.domains } },
  ]);
});

test("without an unsanctioned app there is no script, and another tenant's apps are not in it", async () => {
  const [admin, stranger] = [await makeAdministrator(), await makeAdministrator("global-administrator")];
  await unsanction(stranger, [dropbox]);
  const appliance = "Zscaler";
  await expect(generateBlockScript(callerOf(admin), { appliance }, now)).rejects.toMatchObject({ code: "conflict" });
  expect((await generateBlockScript(callerOf(stranger), { appliance }, now)).text).toContain(".dropbox.com");
  expect(await recorded(admin)).toEqual([]);
});

test("a reader gets none, and nobody gets one for an appliance that there is not", async () => {
  const admin = await makeAdministrator();
  const reader = await makeMember(client, admin.tenant, { role: "security-reader" });
  await unsanction(admin, [dropbox]);
  await expect(generateBlockScript(callerOf(reader), { appliance: "Zscaler" }, now)).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(generateBlockScript(callerOf(admin), { appliance: "Toaster" }, now)).rejects.toMatchObject({
    code: "invalid",
  });
});
