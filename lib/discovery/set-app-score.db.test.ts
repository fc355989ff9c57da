import { beforeAll, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import { setAppScoreInput } from "../domain/app-score";
import { findDiscoveredApp } from "./find-discovered-app";
import { clearAppScore, setAppScore } from "./set-app-score";

const client = appClient();
const dropbox = 11627;
let contoso: TestMember;
let fabrikam: TestMember;

beforeAll(async () => {
  contoso = await makeMember(client, await makeTenant(client), { role: "global-administrator" });
  fabrikam = await makeMember(client, await makeTenant(client), { role: "global-administrator" });
});

function appOf(member: TestMember) {
  return findDiscoveredApp(callerOf(member), { appId: dropbox, stream: "Global View", days: 30 }, new Date());
}

async function events(member: TestMember): Promise<string[]> {
  const rows = await withTenant(member.tenant.id, (tx) =>
    tx.auditEvent.findMany({ where: { targetId: String(dropbox) }, select: { action: true }, orderBy: { at: "asc" } }),
  );
  return rows.map(({ action }) => action);
}

test("a tenant's score takes the place of the facts' for that tenant alone, until it is taken back", async () => {
  const before = await appOf(contoso);
  const score = before.score === 2 ? 3 : 2;
  await setAppScore(callerOf(contoso), { appId: dropbox, score, note: "No contract" }, new Date());
  expect(await appOf(contoso)).toMatchObject({ score, setScore: { note: "No contract", setByName: contoso.name } });
  expect((await appOf(contoso)).risk).toEqual(before.risk);
  expect(await appOf(fabrikam)).toMatchObject({ score: before.score, setScore: null });
  await clearAppScore(callerOf(fabrikam), { appId: dropbox });
  expect((await appOf(contoso)).score).toBe(score);
  await clearAppScore(callerOf(contoso), { appId: dropbox });
  await clearAppScore(callerOf(contoso), { appId: dropbox });
  expect(await appOf(contoso)).toMatchObject({ score: before.score, setScore: null });
  expect(await events(contoso)).toEqual(["app.score-set", "app.score-cleared"]);
  expect(await events(fabrikam)).toEqual([]);
});

test("a reader may not set a score, nobody that of an unknown app, and none is without its reason", async () => {
  const reader = await makeMember(client, contoso.tenant, { role: "security-reader" });
  const input = { appId: dropbox, score: 1, note: "x" };
  await expect(setAppScore(callerOf(reader), input, new Date())).rejects.toMatchObject({ code: "forbidden" });
  await expect(clearAppScore(callerOf(reader), { appId: dropbox })).rejects.toMatchObject({ code: "forbidden" });
  const unknown = { ...input, appId: 999_999 };
  await expect(setAppScore(callerOf(contoso), unknown, new Date())).rejects.toMatchObject({ code: "not-found" });
  for (const wrong of [{ note: " " }, { score: 11 }, { score: 1.5 }, { appId: 2 ** 31 }])
    expect(setAppScoreInput.safeParse({ ...input, ...wrong }).success).toBe(false);
});
