import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import { isFullAdministrator, type Role, roles } from "../domain/access";
import type { Tenant } from "../domain/tenant";
import { changeRole } from "./change-role";
import { deactivateMember } from "./deactivate-member";
import { inviteMember } from "./invite-member";
import { listMembersPage } from "./list-members";
import { reactivateMember } from "./reactivate-member";
import { renewInvitation } from "./renew-invitation";

const client = appClient();

type House = { tenant: Tenant; administrator: TestMember; reader: TestMember };

async function makeHouse(): Promise<House> {
  const tenant = await makeTenant(client);
  const [administrator, reader] = await Promise.all([
    makeMember(client, tenant, { role: "global-administrator", name: "Ada" }),
    makeMember(client, tenant, { role: "security-reader", name: "Rita" }),
  ]);
  return { tenant, administrator, reader };
}

function eventsOf(tenant: Tenant) {
  return withTenant(tenant.id, (tx) => tx.auditEvent.findMany({ orderBy: { at: "asc" } }));
}

function roleOf(member: TestMember) {
  const key = { tenantId: member.tenant.id, id: member.id };
  return withTenant(member.tenant.id, (tx) =>
    tx.member.findUniqueOrThrow({ where: { tenantId_id: key }, select: { role: true, deactivatedAt: true } }),
  );
}

const invitee = (email = `${randomUUID().slice(0, 8)}@test.example`) => ({
  email,
  name: "Ines",
  role: "security-reader" as const,
});

describe("managing members", () => {
  test.each(roles.filter((role) => !isFullAdministrator({ role })))("is refused to a %s", async (role: Role) => {
    const { tenant, reader } = await makeHouse();
    const caller = callerOf(await makeMember(client, tenant, { role }));
    const forbidden = { code: "forbidden" };
    const memberId = reader.id;
    await expect(inviteMember(caller, invitee())).rejects.toMatchObject(forbidden);
    await expect(renewInvitation(caller, { memberId })).rejects.toMatchObject(forbidden);
    await expect(changeRole(caller, { memberId, role: "global-reader" })).rejects.toMatchObject(forbidden);
    await expect(deactivateMember(caller, { memberId })).rejects.toMatchObject(forbidden);
    await expect(reactivateMember(caller, { memberId })).rejects.toMatchObject(forbidden);
    expect(await eventsOf(tenant)).toEqual([]);
  });

  test("of another tenant finds nobody, word for word like a member who never was", async () => {
    const [own, foreign] = await Promise.all([makeHouse(), makeHouse()]);
    const caller = callerOf(own.administrator);
    const refusals = await Promise.all(
      [foreign.reader.id, randomUUID()].flatMap((memberId) => [
        changeRole(caller, { memberId, role: "global-reader" }).catch((thrown) => thrown),
        deactivateMember(caller, { memberId }).catch((thrown) => thrown),
        reactivateMember(caller, { memberId }).catch((thrown) => thrown),
        renewInvitation(caller, { memberId }).catch((thrown) => thrown),
      ]),
    );
    expect(new Set(refusals.map(({ code, publicMessage }) => `${code}: ${publicMessage}`)).size).toBe(1);
    expect(await roleOf(foreign.reader)).toEqual({ role: "security-reader", deactivatedAt: null });
  });
});

describe("inviting", () => {
  test("refuses an e-mail that the tenant knows, however it is written, and takes it in another tenant", async () => {
    const [house, other] = await Promise.all([makeHouse(), makeHouse()]);
    const input = invitee(house.reader.email);
    await expect(inviteMember(callerOf(house.administrator), input)).rejects.toMatchObject({
      code: "conflict",
      field: "email",
    });
    await expect(inviteMember(callerOf(other.administrator), input)).resolves.toHaveProperty("code");
  });

  test("makes one member when the button is pressed twice at once", async () => {
    const { tenant, administrator } = await makeHouse();
    const input = invitee();
    const tries = Array.from({ length: 4 }, () => inviteMember(callerOf(administrator), input));
    const settled = await Promise.allSettled(tries);
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await eventsOf(tenant)).toHaveLength(1);
  });

  test("is not renewed for somebody who has joined", async () => {
    const { administrator, reader } = await makeHouse();
    const attempt = renewInvitation(callerOf(administrator), { memberId: reader.id });
    await expect(attempt).rejects.toMatchObject({ code: "conflict", messageKey: "memberNotInvited" });
  });
});

describe("changing a role", () => {
  test("is audited with the role before and after, once, however often it is pressed", async () => {
    const { tenant, administrator, reader } = await makeHouse();
    const input = { memberId: reader.id, role: "security-operator" as const };
    await changeRole(callerOf(administrator), input);
    await changeRole(callerOf(administrator), input);
    expect(await eventsOf(tenant)).toMatchObject([
      {
        action: "member.role-changed",
        actorId: administrator.id,
        targetId: reader.id,
        detail: { before: "security-reader", after: "security-operator" },
      },
    ]);
  });

  test("cannot take the role of the last full administrator, but of one of two", async () => {
    const { tenant, administrator, reader } = await makeHouse();
    const demotion = { memberId: administrator.id, role: "security-reader" as const };
    await expect(changeRole(callerOf(administrator), demotion)).rejects.toMatchObject({
      messageKey: "lastAdministrator",
    });
    await changeRole(callerOf(administrator), { memberId: reader.id, role: "security-administrator" });
    await changeRole(callerOf(administrator), demotion);
    expect(await roleOf(administrator)).toMatchObject({ role: "security-reader" });
    expect(await eventsOf(tenant)).toHaveLength(2);
  });

  test("from one full administrator's role to another is no loss", async () => {
    const { administrator } = await makeHouse();
    await changeRole(callerOf(administrator), { memberId: administrator.id, role: "security-administrator" });
    expect(await roleOf(administrator)).toMatchObject({ role: "security-administrator" });
  });

  test("leaves an administrator when two demote each other at the same moment", async () => {
    const { tenant, administrator } = await makeHouse();
    const second = await makeMember(client, tenant, { role: "global-administrator" });
    await Promise.allSettled([
      changeRole(callerOf(administrator), { memberId: second.id, role: "security-reader" }),
      changeRole(callerOf(second), { memberId: administrator.id, role: "security-reader" }),
    ]);
    const left = [await roleOf(administrator), await roleOf(second)].filter(
      ({ role }) => role === "global-administrator",
    );
    expect(left).toHaveLength(1);
  });

  test("does not count on administrators who cannot sign in", async () => {
    const { tenant, administrator } = await makeHouse();
    await makeMember(client, tenant, { role: "global-administrator", joinedAt: null });
    await makeMember(client, tenant, { role: "global-administrator", deactivatedAt: new Date() });
    const demotion = changeRole(callerOf(administrator), { memberId: administrator.id, role: "global-reader" });
    await expect(demotion).rejects.toMatchObject({ messageKey: "lastAdministrator" });
  });
});

describe("deactivating", () => {
  test("shuts out once, is undone by reactivating, and both are audited once", async () => {
    const { tenant, administrator, reader } = await makeHouse();
    const input = { memberId: reader.id };
    await deactivateMember(callerOf(administrator), input);
    await deactivateMember(callerOf(administrator), input);
    expect((await roleOf(reader)).deactivatedAt).not.toBeNull();
    await reactivateMember(callerOf(administrator), input);
    await reactivateMember(callerOf(administrator), input);
    expect(await roleOf(reader)).toEqual({ role: "security-reader", deactivatedAt: null });
    expect((await eventsOf(tenant)).map(({ action }) => action)).toEqual(["member.deactivated", "member.reactivated"]);
  });

  test("is refused for oneself, even beside other administrators", async () => {
    const { tenant, administrator } = await makeHouse();
    await makeMember(client, tenant, { role: "global-administrator" });
    const attempt = deactivateMember(callerOf(administrator), { memberId: administrator.id });
    await expect(attempt).rejects.toMatchObject({ code: "conflict", messageKey: "deactivateSelf" });
  });

  test("leaves an administrator when two deactivate each other at the same moment", async () => {
    const { tenant, administrator } = await makeHouse();
    const second = await makeMember(client, tenant, { role: "global-administrator" });
    await Promise.allSettled([
      deactivateMember(callerOf(administrator), { memberId: second.id }),
      deactivateMember(callerOf(second), { memberId: administrator.id }),
    ]);
    const left = [await roleOf(administrator), await roleOf(second)].filter(
      ({ deactivatedAt }) => deactivatedAt === null,
    );
    expect(left).toHaveLength(1);
  });
});

describe("the list of members", () => {
  test("shows a tenant's people to its readers, and no other tenant's", async () => {
    const [house, other] = await Promise.all([makeHouse(), makeHouse()]);
    const { rows } = await listMembersPage(callerOf(house.reader), { search: "" });
    expect(rows.map(({ id }) => id)).toEqual([house.administrator.id, house.reader.id]);
    const { rows: theirs } = await listMembersPage(callerOf(other.reader), { search: "" });
    expect(theirs.map(({ id }) => id)).toEqual([other.administrator.id, other.reader.id]);
  });

  test("is refused to a role that may not see the directory", async () => {
    const { tenant } = await makeHouse();
    const caller = callerOf(await makeMember(client, tenant, { role: "discovery-report-administrator" }));
    await expect(listMembersPage(caller, { search: "" })).rejects.toMatchObject({ code: "forbidden" });
  });

  test("finds by part of a name or an e-mail, and takes wildcards for what they look like", async () => {
    const { tenant, administrator, reader } = await makeHouse();
    const caller = callerOf(administrator);
    const named = await makeMember(client, tenant, { role: "security-reader", name: "100% Zoë_" });
    const found = async (search: string) => (await listMembersPage(caller, { search })).rows.map(({ id }) => id);
    expect(await found("RIT")).toEqual([reader.id]);
    expect(await found(reader.email.slice(2, 12))).toEqual([reader.id]);
    expect(await found("%")).toEqual([named.id]);
    expect(await found("_")).toEqual([named.id]);
  });

  test("goes through its pages forwards and back without losing or repeating anybody", async () => {
    const tenant = await makeTenant(client);
    const administrator = await makeMember(client, tenant, { role: "global-administrator", name: "Same name" });
    const rest = Array.from({ length: 119 }, (_, index) => ({
      tenantId: tenant.id,
      email: `member${index}@test.example`,
      name: index % 3 ? "Same name" : `Member ${index}`,
      role: "security-reader",
    }));
    await withTenant(tenant.id, (tx) => tx.member.createMany({ data: rest }));
    const caller = callerOf(administrator);
    const first = await listMembersPage(caller, { search: "" });
    const second = await listMembersPage(caller, { search: "", after: first.next ?? "" });
    const third = await listMembersPage(caller, { search: "", after: second.next ?? "" });
    const ids = [first, second, third].flatMap(({ rows }) => rows.map(({ id }) => id));
    expect([first.rows.length, second.rows.length, third.rows.length]).toEqual([50, 50, 20]);
    expect(new Set(ids).size).toBe(120);
    expect([first.previous, third.next]).toEqual([null, null]);
    const back = await listMembersPage(caller, { search: "", before: third.previous ?? "" });
    expect(back.rows).toEqual(second.rows);
    const start = await listMembersPage(caller, { search: "", before: back.previous ?? "" });
    expect(start.rows).toEqual(first.rows);
    expect(start.previous).toBeNull();
  });

  test("takes another tenant's place in the list for the beginning", async () => {
    const house = await makeHouse();
    const { rows } = await listMembersPage(callerOf(house.administrator), { search: "", after: "forged.cursor" });
    expect(rows).toHaveLength(2);
  });
});
