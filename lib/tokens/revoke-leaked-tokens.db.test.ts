import { randomUUID } from "node:crypto";
import { describe, expect, test, vi } from "vitest";
import { makeMember, makeTenant, makeToken, type TestMember } from "@/prisma/factories";
import { appClient, guardPool } from "../db/client";
import { withTenant } from "../db/transaction";
import { leakReport } from "../domain/leak-report";
import { env } from "../env";
import { leaseMilliseconds } from "../guard/times";
import { openGuard } from "./open-guard";
import { revokeLeakedTokens } from "./revoke-leaked-tokens";
import { mintSecret } from "./token-secret";

const client = appClient();
const now = new Date("2026-11-29T12:00:00Z");
const reporter = { ip: "192.0.2.77", userAgent: "scanner/1", requestId: "r-1" };

async function owner(): Promise<TestMember> {
  return makeMember(client, await makeTenant(client), { role: "security-reader" });
}

function report(tokens: string[], foundAt?: string) {
  return revokeLeakedTokens(reporter, leakReport.parse({ tokens, foundAt }), now);
}

function issue(member: TestMember, kind: "api" | "siem-agent" | "log-collector" = "api") {
  return makeToken(client, member, { pepper: env().PORTAL_TOKEN_PEPPER, kind });
}

function told(member: TestMember, publicId: string) {
  return withTenant(member.tenant.id, (tx) =>
    tx.auditEvent.findMany({
      where: { tenantId: member.tenant.id, targetId: publicId },
      select: { action: true, actorKind: true, ip: true, detail: true },
    }),
  );
}

describe("a report of leaked tokens", () => {
  test("T-14: ends tokens of every kind and tenant before it answers, and their owners are told where they were", async () => {
    const [ada, bob] = await Promise.all([owner(), owner()]);
    const [api, siem, collector] = await Promise.all([
      issue(ada),
      issue(ada, "siem-agent"),
      issue(bob, "log-collector"),
    ]);
    const guard = await openGuard();
    try {
      const call = (secret: string) =>
        (async () => guard.tokens.authenticate({ authorization: `Token ${secret}`, tenantSlug: null, source: "x" }))();
      expect(await call(api.secret)).toMatchObject({ tokenPublicId: api.publicId });
      const place = "https://paste.example/1";
      expect(await report([api.secret, `secret-token:${siem.secret}`, `  ${collector.secret}\n`], place)).toBe(3);
      for (const { secret } of [api, siem, collector])
        await expect(call(secret)).rejects.toMatchObject({ code: "unauthenticated" });
      for (const [member, token] of [
        [ada, api],
        [ada, siem],
        [bob, collector],
      ] as const)
        expect(await told(member, token.publicId)).toEqual([
          {
            action: "token.revoked",
            actorKind: "visitor",
            ip: "192.0.2.77",
            detail: { reason: "leaked", foundAt: place },
          },
        ]);
    } finally {
      await guard.close();
    }
  });

  test("T-14: may be repeated, and lists the same token once", async () => {
    const ada = await owner();
    const token = await issue(ada);
    expect(await report([token.secret, token.secret, `SECRET-TOKEN:${token.secret}`])).toBe(1);
    expect(await report([token.secret])).toBe(0);
    expect(await told(ada, token.publicId)).toHaveLength(1);
  });

  test("waits like the first one until every process refuses the token, when it comes a moment later", async () => {
    const ada = await owner();
    const token = await issue(ada);
    // A process that shows itself and learns of nothing: whoever confirms waits until its lease must be over.
    const deaf = randomUUID();
    await guardPool().query("select auth.show_node($1, 0, $2)", [deaf, leaseMilliseconds]);
    const first = report([token.secret]);
    await vi.waitFor(async () => expect(await told(ada, token.publicId)).toHaveLength(1), { timeout: 10_000 });
    const began = performance.now();
    expect(await report([token.secret])).toBe(0);
    expect(performance.now() - began).toBeGreaterThanOrEqual(leaseMilliseconds);
    await first;
    await guardPool().query("select auth.remove_node($1)", [deaf]);
  });

  test("T-14: changes nothing for texts that are no living token", async () => {
    const ada = await owner();
    const token = await issue(ada);
    const broken = token.secret.slice(0, -1) + (token.secret.endsWith("A") ? "B" : "A");
    const texts = ["", "nonsense", broken, mintSecret("api").secret, token.publicId, "secret-token:%E0%A4%A", "\u0000"];
    expect(await report(texts)).toBe(0);
    expect(await told(ada, token.publicId)).toEqual([]);
  });

  test("leaves the tokens of others alone", async () => {
    const [ada, bob] = await Promise.all([owner(), owner()]);
    const [leaked, kept] = await Promise.all([issue(ada), issue(bob)]);
    await report([leaked.secret]);
    const rows = await withTenant(bob.tenant.id, (tx) =>
      tx.apiToken.findMany({ where: { tenantId: bob.tenant.id, id: kept.id }, select: { revokedAt: true } }),
    );
    expect(rows).toEqual([{ revokedAt: null }]);
  });
});
