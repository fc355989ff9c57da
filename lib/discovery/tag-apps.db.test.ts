import { expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import { undoOf } from "../domain/app-tagging";
import { type AppTag, appTags } from "../domain/discovery-tag";
import type { Role } from "../domain/role-table";
import { listAppTags } from "./list-app-tags";
import { tagApps } from "./tag-apps";

const client = appClient();
const dropbox = 11627;
const box = 10489;

async function makeAdministrator(role: Role = "discovery-global-administrator"): Promise<TestMember> {
  return makeMember(client, await makeTenant(client), { role });
}

async function tagsOf(member: TestMember, appId: number): Promise<AppTag[]> {
  const tagged = await listAppTags(callerOf(member));
  return appTags.filter((tag) => tagged.some((one) => one.tag === tag && one.appIds.includes(appId)));
}

function events(member: TestMember) {
  return withTenant(member.tenant.id, (tx) =>
    tx.auditEvent.findMany({
      where: { tenantId: member.tenant.id, action: { startsWith: "app." } },
      select: { action: true, targetId: true, targetName: true, detail: true },
      orderBy: { at: "asc" },
    }),
  );
}

function change(member: TestMember, apps: { appId: number; add?: AppTag[]; remove?: AppTag[] }[]) {
  return tagApps(callerOf(member), { apps: apps.map((app) => ({ add: [], remove: [], ...app })) }, new Date());
}

test("many apps are tagged at once, each with an audit row of its own, and undoing brings back what was", async () => {
  const admin = await makeAdministrator();
  await change(admin, [{ appId: box, add: ["sanctioned", "monitored"] }]);
  const done = await change(admin, [
    { appId: box, add: ["unsanctioned"] },
    { appId: dropbox, add: ["unsanctioned"] },
  ]);
  expect([await tagsOf(admin, box), await tagsOf(admin, dropbox)]).toEqual([
    ["unsanctioned", "monitored"],
    ["unsanctioned"],
  ]);
  expect((await events(admin)).slice(2)).toEqual(
    expect.arrayContaining([
      {
        action: "app.tagged",
        targetId: String(box),
        targetName: "Box",
        detail: { tag: "Unsanctioned", replaced: "Sanctioned" },
      },
      { action: "app.tagged", targetId: String(dropbox), targetName: "Dropbox", detail: { tag: "Unsanctioned" } },
    ]),
  );
  await tagApps(callerOf(admin), undoOf(done), new Date());
  expect([await tagsOf(admin, box), await tagsOf(admin, dropbox)]).toEqual([["sanctioned", "monitored"], []]);
});

test("what is so already is neither changed nor told again", async () => {
  const admin = await makeAdministrator();
  await change(admin, [{ appId: box, add: ["monitored"] }]);
  expect(await change(admin, [{ appId: box, add: ["monitored"], remove: ["sanctioned"] }])).toEqual({ changed: [] });
  expect(await events(admin)).toHaveLength(1);
  await change(admin, [{ appId: box, remove: ["sanctioned", "unsanctioned", "monitored"] }]);
  expect((await events(admin)).map(({ action }) => action)).toEqual(["app.tagged", "app.untagged"]);
});

test("opposite tags that come at the same time never stay together", async () => {
  const admin = await makeAdministrator();
  const both = (["sanctioned", "unsanctioned"] as const).flatMap((tag) => Array.from({ length: 5 }, () => tag));
  await Promise.all(both.map((tag) => change(admin, [{ appId: box, add: [tag] }])));
  expect(await tagsOf(admin, box)).toHaveLength(1);
});

test("a reader tags nothing, an unknown app stops the whole change, and another tenant's tags stay", async () => {
  const [admin, stranger] = [await makeAdministrator(), await makeAdministrator("global-administrator")];
  const reader = await makeMember(client, admin.tenant, { role: "security-reader" });
  await change(stranger, [{ appId: box, add: ["sanctioned"] }]);
  await expect(change(reader, [{ appId: box, add: ["monitored"] }])).rejects.toMatchObject({ code: "forbidden" });
  const unknown = [
    { appId: box, add: ["unsanctioned" as const] },
    { appId: 1, add: [] },
  ];
  await expect(change(admin, unknown)).rejects.toMatchObject({ code: "not-found" });
  expect(await tagsOf(admin, box)).toEqual([]);
  await change(admin, [{ appId: box, add: ["unsanctioned"] }]);
  expect(await tagsOf(stranger, box)).toEqual(["sanctioned"]);
  expect(await events(reader)).toHaveLength(1);
});
