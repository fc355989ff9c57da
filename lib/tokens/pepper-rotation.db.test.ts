import { randomBytes } from "node:crypto";
import { describe, expect, test, vi } from "vitest";
import { makeMember, makeTenant, makeToken } from "@/prisma/factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import { findTokenUnder } from "./find-token-under";
import { countTokensWithoutKey } from "./key-store";
import { type Pepper, parsePeppers } from "./token-secret";

const client = appClient();

function pepperSetting(keyId: string): string {
  return `${keyId}:${randomBytes(32).toString("base64")}`;
}

async function foundName(peppers: readonly [Pepper, ...Pepper[]], secret: string): Promise<string | null> {
  return (await findTokenUnder(peppers, secret, "api")).value?.principal.tokenPublicId ?? null;
}

describe("a rotation of the token pepper", () => {
  test("T-09: old and new key both verify; taking the old one away ends the tokens that nobody used since, and no others", async () => {
    const owner = await makeMember(client, await makeTenant(client), { role: "security-reader" });
    const [k1, k2] = [pepperSetting("t91"), pepperSetting("t92")];
    const [used, unused, revoked] = await Promise.all([
      makeToken(client, owner, { pepper: k1 }),
      makeToken(client, owner, { pepper: k1 }),
      makeToken(client, owner, { pepper: k1, revokedAt: new Date() }),
    ]);
    const both = parsePeppers(`${k2},${k1}`);
    const fresh = await makeToken(client, owner, { pepper: `${k2},${k1}` });
    expect(await foundName(both, fresh.secret)).toBe(fresh.publicId);
    expect(await foundName(both, used.secret)).toBe(used.publicId);
    expect((await findTokenUnder(both, revoked.secret, "api")).value?.revoked).toBe(true);
    await vi.waitFor(async () => {
      expect(await countTokensWithoutKey("t92")).toContainEqual({ keyId: "t91", tokens: 1 });
    });
    // A process that has not heard of the new key yet goes on.
    expect(await foundName(parsePeppers(k1), used.secret)).toBe(used.publicId);

    const alone = parsePeppers(k2);
    expect(await foundName(alone, used.secret)).toBe(used.publicId);
    expect(await foundName(alone, fresh.secret)).toBe(fresh.publicId);
    expect(await foundName(alone, unused.secret)).toBeNull();
    expect(await foundName(alone, revoked.secret)).toBeNull();
  });

  test("T-09: a token that two processes see at once gets one new hash", async () => {
    const owner = await makeMember(client, await makeTenant(client), { role: "security-reader" });
    const [k3, k4] = [pepperSetting("t93"), pepperSetting("t94")];
    const token = await makeToken(client, owner, { pepper: k3 });
    const both = parsePeppers(`${k4},${k3}`);
    await Promise.all(Array.from({ length: 8 }, () => foundName(both, token.secret)));
    await vi.waitFor(async () => expect(await foundName(parsePeppers(k4), token.secret)).toBe(token.publicId));
    const rows = await withTenant(owner.tenant.id, (tx) =>
      tx.apiTokenSecret.findMany({
        where: { tenantId: owner.tenant.id, tokenId: token.id },
        select: { keyId: true },
        orderBy: { keyId: "asc" },
      }),
    );
    expect(rows).toEqual([{ keyId: "t93" }, { keyId: "t94" }]);
  });
});
