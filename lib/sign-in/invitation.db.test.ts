import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import { deactivateMember } from "../members/deactivate-member";
import type { Invitation } from "../members/invitation";
import { inviteMember } from "../members/invite-member";
import { renewInvitation } from "../members/renew-invitation";
import { acceptInvitation } from "./accept-invitation";
import { findSession } from "./find-session";
import { openSession } from "./open-session";
import { signInWithPassword } from "./sign-in-with-password";
import { viewInvitation } from "./view-invitation";
import type { Visitor } from "./visitor";

const client = appClient();
const visitor: Visitor = { ip: "198.51.100.2", userAgent: "test browser", requestId: randomUUID() };
const password = "a long password of one's own";
const gone = { code: "not-found", messageKey: "invitationGone" };

async function makeAdministrator(): Promise<TestMember> {
  return makeMember(client, await makeTenant(client), { role: "global-administrator" });
}

function invite(administrator: TestMember, now?: Date): Promise<Invitation> {
  const email = `${randomUUID().slice(0, 8)}@test.example`;
  return inviteMember(callerOf(administrator), { email, name: "Ines", role: "security-reader" }, now);
}

describe("an invitation", () => {
  test("says whom it is for, lets that person join, and signs them in", async () => {
    const administrator = await makeAdministrator();
    const { id: tenantId } = administrator.tenant;
    const { code, memberId } = await invite(administrator);
    const { name, email } = await viewInvitation({ tenantId, code });
    expect(name).toBe("Ines");
    const accepted = await acceptInvitation(visitor, { tenantId, code, password });
    const key = await openSession(visitor, { tenantId, code: accepted.code });
    await expect(findSession(key)).resolves.toMatchObject({ memberId, role: "security-reader" });
    await expect(signInWithPassword(visitor, { email, password, tenantId })).resolves.toHaveProperty("code");
  });

  test("works once", async () => {
    const administrator = await makeAdministrator();
    const input = { tenantId: administrator.tenant.id, code: (await invite(administrator)).code, password };
    await acceptInvitation(visitor, input);
    await expect(acceptInvitation(visitor, { ...input, password: "somebody else's words" })).rejects.toMatchObject(
      gone,
    );
    await expect(viewInvitation(input)).rejects.toMatchObject(gone);
  });

  test("works once when two people open it at the same moment", async () => {
    const administrator = await makeAdministrator();
    const input = { tenantId: administrator.tenant.id, code: (await invite(administrator)).code, password };
    const settled = await Promise.allSettled(Array.from({ length: 4 }, () => acceptInvitation(visitor, input)));
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("works for seven days and not a second longer", async () => {
    const administrator = await makeAdministrator();
    const { id: tenantId } = administrator.tenant;
    const madeAt = new Date();
    const { code } = await invite(administrator, madeAt);
    const later = (seconds: number) => new Date(madeAt.getTime() + seconds * 1000);
    await expect(viewInvitation({ tenantId, code }, later(7 * 86_400 - 1))).resolves.toHaveProperty("email");
    await expect(acceptInvitation(visitor, { tenantId, code, password }, later(7 * 86_400))).rejects.toMatchObject(
      gone,
    );
  });

  test("stops working when it is renewed, and the new one works", async () => {
    const administrator = await makeAdministrator();
    const { id: tenantId } = administrator.tenant;
    const earlier = await invite(administrator);
    const renewed = await renewInvitation(callerOf(administrator), { memberId: earlier.memberId });
    await expect(viewInvitation({ tenantId, code: earlier.code })).rejects.toMatchObject(gone);
    await expect(viewInvitation({ tenantId, code: renewed.code })).resolves.toHaveProperty("email");
  });

  test("of somebody who was deactivated meanwhile opens nothing", async () => {
    const administrator = await makeAdministrator();
    const { id: tenantId } = administrator.tenant;
    const { code, memberId } = await invite(administrator);
    await deactivateMember(callerOf(administrator), { memberId });
    await expect(acceptInvitation(visitor, { tenantId, code, password })).rejects.toMatchObject(gone);
  });

  test("means nothing on another tenant's host", async () => {
    const [administrator, neighbour] = await Promise.all([makeAdministrator(), makeAdministrator()]);
    const { code } = await invite(administrator);
    const elsewhere = { tenantId: neighbour.tenant.id, code, password };
    await expect(viewInvitation(elsewhere)).rejects.toMatchObject(gone);
    await expect(acceptInvitation(visitor, elsewhere)).rejects.toMatchObject(gone);
  });

  test("is audited when it is made and when it is taken, and its code is nowhere", async () => {
    const administrator = await makeAdministrator();
    const { id: tenantId } = administrator.tenant;
    const { code, memberId } = await invite(administrator);
    await acceptInvitation(visitor, { tenantId, code, password });
    const [events, rows] = await withTenant(tenantId, async (tx) => [
      await tx.auditEvent.findMany({ orderBy: { at: "asc" } }),
      await tx.memberInvitation.findMany(),
    ]);
    expect(events.map(({ action, actorKind, targetId }) => [action, actorKind, targetId])).toEqual([
      ["member.invited", "member", memberId],
      ["member.joined", "visitor", memberId],
    ]);
    expect(JSON.stringify(events)).not.toContain(code);
    expect(rows.some((row) => Buffer.from(row.codeHash).toString("base64url") === code)).toBe(false);
  });
});
