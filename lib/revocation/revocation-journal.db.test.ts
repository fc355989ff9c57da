import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, makeToken, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import { env } from "../env";
import { openGuard } from "../tokens/open-guard";
import { revokeToken } from "../tokens/revoke-token";
import { closeJournal, noteRevocations, openJournal, readJournal, replayLater } from "./revocation-journal";

const client = appClient();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "portcullis-journal-"));
});

afterEach(() => {
  closeJournal();
  rmSync(folder, { recursive: true, force: true });
});

async function owner(): Promise<TestMember> {
  return makeMember(client, await makeTenant(client), { role: "global-administrator" });
}

/** What a restored backup looks like: the row as it was before the revocation. */
function goBack(member: TestMember, publicId: string): Promise<unknown> {
  return withTenant(member.tenant.id, (tx) =>
    tx.apiToken.updateMany({
      where: { tenantId: member.tenant.id, publicId },
      data: { revokedAt: null, revokedById: null, revokedByName: null },
    }),
  );
}

function journaled(): string[] {
  return readJournal(path.join(folder, "revocations.jsonl")).map(({ publicId }) => publicId);
}

async function isRevoked(member: TestMember, publicId: string): Promise<boolean> {
  const rows = await withTenant(member.tenant.id, (tx) =>
    tx.apiToken.findMany({ where: { tenantId: member.tenant.id, publicId }, select: { revokedAt: true } }),
  );
  return rows[0]?.revokedAt !== null;
}

describe("the journal of revocations", () => {
  test("R-11: knows a revocation when it is answered, and one that was made past the portal soon after", async () => {
    const ada = await owner();
    const [one, other] = await Promise.all([
      makeToken(client, ada, { pepper: env().PORTAL_TOKEN_PEPPER }),
      makeToken(client, ada, { pepper: env().PORTAL_TOKEN_PEPPER }),
    ]);
    await openJournal(folder);
    await revokeToken(callerOf(ada), { publicId: one.publicId });
    expect(journaled()).toContain(one.publicId);
    await withTenant(
      ada.tenant.id,
      (tx) => tx.$executeRaw`update api_token set revoked_at = now() where public_id = ${other.publicId}`,
    );
    await noteRevocations();
    expect(journaled()).toContain(other.publicId);
    expect(new Set(journaled()).size).toBe(journaled().length);
  });

  test("R-11: a token that a restored backup brought back is revoked at the next start, before anybody is let in, and told of", async () => {
    const ada = await owner();
    const [token, living] = await Promise.all([
      makeToken(client, ada, { pepper: env().PORTAL_TOKEN_PEPPER }),
      makeToken(client, ada, { pepper: env().PORTAL_TOKEN_PEPPER }),
    ]);
    await openJournal(folder);
    await revokeToken(callerOf(ada), { publicId: token.publicId });
    closeJournal();
    await goBack(ada, token.publicId);

    expect(await openJournal(folder)).toBe(1);
    const guard = await openGuard();
    try {
      const call = async (secret: string) =>
        guard.tokens.authenticate({ authorization: `Token ${secret}`, tenantSlug: null, source: "x" });
      await expect(call(token.secret)).rejects.toMatchObject({ code: "unauthenticated" });
      expect(await call(living.secret)).toMatchObject({ tokenPublicId: living.publicId });
    } finally {
      await guard.close();
    }
    const told = await withTenant(ada.tenant.id, (tx) =>
      tx.auditEvent.findMany({
        where: { tenantId: ada.tenant.id, targetId: token.publicId, actorKind: "system" },
        select: { action: true },
      }),
    );
    expect(told).toEqual([{ action: "token.revoked" }]);
    closeJournal();
    expect(await openJournal(folder)).toBe(0);
  });

  test("R-11: a token that comes back while the portal runs is revoked when the database's other history is noticed", async () => {
    const ada = await owner();
    const token = await makeToken(client, ada, { pepper: env().PORTAL_TOKEN_PEPPER });
    await openJournal(folder);
    await revokeToken(callerOf(ada), { publicId: token.publicId });
    await goBack(ada, token.publicId);
    await replayLater();
    expect(await isRevoked(ada, token.publicId)).toBe(true);
  });

  test("R-11: a journal whose last line was cut off by a power cut is read to there and goes on", async () => {
    const ada = await owner();
    const [first, second] = await Promise.all([
      makeToken(client, ada, { pepper: env().PORTAL_TOKEN_PEPPER }),
      makeToken(client, ada, { pepper: env().PORTAL_TOKEN_PEPPER }),
    ]);
    await openJournal(folder);
    await revokeToken(callerOf(ada), { publicId: first.publicId });
    closeJournal();
    appendFileSync(path.join(folder, "revocations.jsonl"), '\n{"tenantId":"0f8f');
    await openJournal(folder);
    await revokeToken(callerOf(ada), { publicId: second.publicId });
    expect(journaled()).toEqual(expect.arrayContaining([first.publicId, second.publicId]));
  });
});
