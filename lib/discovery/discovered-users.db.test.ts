import { beforeAll, describe, expect, test } from "vitest";
import { makeReport } from "@/prisma/discovery-factories";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import { type DiscoveredUserSort, discoveredUserSorts } from "../domain/discovered-user";
import { globalViewName } from "../domain/discovery-stream";
import { roles } from "../domain/role-table";
import { deanonymiseUser } from "./deanonymise-user";
import { listUserPage } from "./list-discovered-users";
import { nameCipherOf } from "./name-key";
import { viewDiscoveredUser } from "./view-discovered-user";

const client = appClient();
const now = new Date();
const dropbox = 11627;
let anna: TestMember;
let bruno: TestMember;

beforeAll(async () => {
  const person = async () => makeMember(client, await makeTenant(client), { role: "global-administrator" });
  [anna, bruno] = await Promise.all([person(), person()]);
});

function search(more: Partial<Parameters<typeof listUserPage>[1]> = {}): Parameters<typeof listUserPage>[1] {
  const plain = { stream: globalViewName, days: 30, appId: null, search: "" };
  return { ...plain, sort: "totalBytes", direction: "desc", ...more };
}

describe("the users of a report", () => {
  test("are summed over days, apps and addresses, each report for itself", async () => {
    const { id } = await makeReport(client, anna.tenant, {
      traffic: [
        { user: "amy", daysAgo: 1, transactions: 2 },
        { user: "amy", daysAgo: 2, sourceIp: "10.20.0.22", blockedTransactions: 1 },
        { user: "amy", daysAgo: 3, appId: 30125 },
        { user: "ben", uploadedBytes: null, downloadedBytes: null },
        { user: "", sourceIp: "10.20.0.99" },
      ],
    });
    await makeReport(client, anna.tenant, { traffic: [{ user: "carla" }] });
    const { rows, next, previous } = await listUserPage(callerOf(anna), search({ stream: id }), now);
    expect({ next, previous }).toEqual({ next: null, previous: null });
    expect(rows).toMatchObject([
      { name: "amy", totalBytes: 15_000, transactions: 4, blockedTransactions: 1, apps: 2, ipAddresses: 2 },
      { name: "ben", totalBytes: null, transactions: 1, apps: 1 },
    ]);
    const days = await listUserPage(callerOf(anna), search({ stream: id, days: 1 }), now);
    expect(days.rows.map(({ transactions }) => transactions)).toEqual([2, 1]);
    const everywhere = await listUserPage(callerOf(anna), search(), now);
    expect(everywhere.rows.map(({ name }) => name).sort()).toEqual(["amy", "ben", "carla"]);
    const ofApp = await listUserPage(callerOf(anna), search({ stream: id, appId: 30125 }), now);
    expect(ofApp.rows.map(({ name }) => name)).toEqual(["amy"]);
    const found = await listUserPage(callerOf(anna), search({ search: "BE" }), now);
    expect(found.rows.map(({ name }) => name)).toEqual(["ben"]);
  });

  test("can be walked page by page in every order, each user once, and back again", async () => {
    const carla = await makeMember(client, await makeTenant(client), { role: "security-reader" });
    const traffic = Array.from({ length: 120 }, (_, index) => ({
      user: `user-${String(index).padStart(3, "0")}`,
      daysAgo: 1 + (index % 5),
      uploadedBytes: 1_000 * (index % 7),
      transactions: 1 + (index % 3),
    }));
    const { id: stream } = await makeReport(client, carla.tenant, { traffic });
    for (const sort of discoveredUserSorts) {
      const walked = await walk(sort, "desc");
      expect(walked, sort).toHaveLength(120);
      expect(new Set(walked).size, sort).toBe(120);
      expect(await walk(sort, "asc"), sort).toEqual(walked.toReversed());
    }

    async function walk(sort: DiscoveredUserSort, direction: "asc" | "desc"): Promise<string[]> {
      const names: string[] = [];
      const view = search({ stream, sort, direction });
      let page = await listUserPage(callerOf(carla), view, now);
      names.push(...page.rows.map(({ name }) => name));
      const first = page.rows;
      for (let after = page.next; after !== null; after = page.next) {
        const before = page.rows;
        page = await listUserPage(callerOf(carla), { ...view, after }, now);
        names.push(...page.rows.map(({ name }) => name));
        const back = await listUserPage(callerOf(carla), { ...view, before: page.previous ?? "" }, now);
        expect(back.rows).toEqual(before);
      }
      expect(first).toHaveLength(50);
      return names;
    }
  });

  test("are nobody else's: another tenant sees neither the users nor the report", async () => {
    const { id } = await makeReport(client, anna.tenant, { traffic: [{ user: "dora" }] });
    await expect(listUserPage(callerOf(bruno), search({ stream: id }), now)).rejects.toMatchObject({
      code: "not-found",
    });
    expect((await listUserPage(callerOf(bruno), search({ search: "dora" }), now)).rows).toEqual([]);
    await expect(
      viewDiscoveredUser(callerOf(bruno), { stream: globalViewName, days: 30, user: "dora" }, now),
    ).rejects.toMatchObject({ code: "not-found" });
    const own = await viewDiscoveredUser(callerOf(anna), { stream: id, days: 30, user: "dora" }, now);
    expect(own).toMatchObject({ user: { name: "dora", apps: 1 }, apps: [{ appId: dropbox, name: "Dropbox" }] });
  });
});

describe("an encrypted name", () => {
  function eventsOf(member: TestMember, targetId: string) {
    return withTenant(member.tenant.id, (tx) => tx.auditEvent.findMany({ where: { targetId } }));
  }

  test("is resolved for a full administrator, and the audit log keeps who and why but never the name", async () => {
    const pseudonym = nameCipherOf(anna.tenant.id).anonymise("user", "CORP\\jdoe");
    const answer = await deanonymiseUser(callerOf(anna), { pseudonym, reason: "Ticket 4711" });
    expect(answer).toEqual({ name: "corp\\jdoe" });
    const events = await eventsOf(anna, pseudonym);
    expect(events).toMatchObject([
      { action: "discovery.user-deanonymised", actorId: anna.id, detail: { reason: "Ticket 4711" } },
    ]);
    expect(JSON.stringify(events)).not.toMatch(/jdoe/i);
  });

  test("stays shut for every other role, for another tenant, and for want of a reason", async () => {
    const pseudonym = nameCipherOf(anna.tenant.id).anonymise("user", "mallory");
    const refused = roles.filter((role) => !role.endsWith("global-administrator") || role.startsWith("discovery"));
    for (const role of refused.filter((one) => one !== "security-administrator" && !one.startsWith("cloud-app"))) {
      const person = callerOf(await makeMember(client, anna.tenant, { role }));
      await expect(deanonymiseUser(person, { pseudonym, reason: "curious" }), role).rejects.toMatchObject({
        code: "forbidden",
      });
    }
    await expect(deanonymiseUser(callerOf(bruno), { pseudonym, reason: "x" })).rejects.toMatchObject({
      code: "invalid",
    });
    await expect(deanonymiseUser(callerOf(anna), { pseudonym, reason: null })).rejects.toMatchObject({
      field: "reason",
    });
    expect(await eventsOf(anna, pseudonym)).toEqual([]);
    expect(await eventsOf(bruno, pseudonym)).toEqual([]);
  });
});
