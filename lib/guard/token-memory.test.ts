import { hash, randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { roles } from "../domain/role-table";
import { tokenKinds } from "../domain/token-kind";
import { packId, unpackId } from "./packed-id";
import { type GuardedToken, packToken, unpackToken } from "./packed-token";
import { TokenMemory } from "./token-memory";

/** Whatever Postgres takes as text: no NUL, and no half of a surrogate pair. */
const words = fc.string({ unit: "grapheme", maxLength: 40 }).filter((text) => !text.includes("\u0000"));
const guardedTokens: fc.Arbitrary<GuardedToken> = fc.record({
  principal: fc.record({
    kind: fc.constant("token" as const),
    tokenKind: fc.constantFrom(...tokenKinds),
    tenantId: fc.uuid(),
    tenantSlug: words,
    memberId: fc.uuid(),
    memberName: words,
    memberEmail: words,
    role: fc.constantFrom(...roles),
    tokenId: fc.uuid(),
    tokenPublicId: words,
    tokenName: words,
  }),
  revoked: fc.boolean(),
  tenantSuspended: fc.boolean(),
  ownerDeactivated: fc.boolean(),
});

const digest = (text: string) => hash("sha256", text, "binary");

function tokenNamed(tokenName: string, tenant = { id: randomUUID(), slug: "contoso" }): GuardedToken {
  return {
    principal: {
      kind: "token",
      tokenKind: "api",
      tenantId: tenant.id,
      tenantSlug: tenant.slug,
      memberId: randomUUID(),
      memberName: "Ada Lovelace",
      memberEmail: "ada.lovelace@contoso.example",
      role: "security-reader",
      tokenId: randomUUID(),
      tokenPublicId: "QwErTyUiOp12",
      tokenName,
    },
    revoked: false,
    tenantSuspended: false,
    ownerDeactivated: false,
  };
}

test("a packed token is the token, whatever its names are written in", () => {
  fc.assert(
    fc.property(guardedTokens, (token) => {
      const { tenantId: id, tenantSlug: slug } = token.principal;
      expect(unpackToken(packToken(token), { key: packId(id), id, slug })).toEqual(token);
    }),
  );
});

test("a packed id is the id, in 16 characters", () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      expect(packId(id)).toHaveLength(16);
      expect(unpackId(packId(id))).toBe(id);
    }),
  );
});

describe("the memory of tokens", () => {
  test("gives back what was put in, and keeps the later of two answers", () => {
    const memory = new TokenMemory({ tokens: 4, bytes: 10_000 });
    const [older, later] = [tokenNamed("older"), tokenNamed("later")];
    memory.put(digest("key"), later, 8, 100);
    memory.put(digest("key"), older, 7, 200);
    const found = memory.find(digest("key"));
    expect(found).toMatchObject({ epoch: 8, askedAt: 100 });
    expect(found && memory.tokenOf(found)).toEqual(later);
    expect(found && memory.tokenOf(found)).toEqual(later);
    memory.put(digest("key"), older, 9, 300);
    expect(memory.find(digest("key"))).toMatchObject({ epoch: 9 });
    expect(memory.size).toBe(1);
    expect(memory.find(digest("other"))).toBeNull();
  });

  test("gives each caller its own token, also when more call in turn than lie unpacked", () => {
    const memory = new TokenMemory({ tokens: 5_000, bytes: 10_000_000 });
    const names = Array.from({ length: 5_000 }, (_, index) => `token ${index}`);
    for (const name of names) memory.put(digest(name), tokenNamed(name), 1, 0);
    const nameOf = (found: ReturnType<TokenMemory["find"]>) => found && memory.tokenOf(found).principal.tokenName;
    for (let round = 0; round < 3; round++)
      expect(names.map((name) => nameOf(memory.find(digest(name))))).toEqual(names);
    const renamed = tokenNamed("renamed");
    for (const name of names) memory.put(digest(name), renamed, 2, 0);
    for (const name of names) expect(nameOf(memory.find(digest(name)))).toBe("renamed");
  });

  test("never holds more than its places, and forgets those that were not used since it last looked", () => {
    const memory = new TokenMemory({ tokens: 100, bytes: 1_000_000 });
    for (let index = 0; index < 100; index++) memory.put(digest(`${index}`), tokenNamed(`${index}`), 1, 0);
    // The first one in a full memory that was just filled costs everybody their mark.
    memory.put(digest("new"), tokenNamed("new"), 1, 0);
    for (let index = 50; index < 100; index++) expect(memory.find(digest(`${index}`))).not.toBeNull();
    for (let index = 0; index < 40; index++) memory.put(digest(`late ${index}`), tokenNamed("late"), 1, 0);
    expect(memory.size).toBe(100);
    for (let index = 50; index < 100; index++) expect(memory.find(digest(`${index}`))).not.toBeNull();
  });

  test("is bounded in bytes too: long names leave room for fewer tokens", () => {
    const memory = new TokenMemory({ tokens: 1_000, bytes: 100_000 });
    for (let index = 0; index < 1_000; index++) memory.put(digest(`${index}`), tokenNamed("名".repeat(100)), 1, 0);
    expect(memory.size).toBeLessThan(250);
    expect(memory.find(digest("999"))).not.toBeNull();
  });

  test("forgets all of it when told, and takes tokens again", () => {
    const memory = new TokenMemory({ tokens: 10, bytes: 10_000 });
    for (let index = 0; index < 20; index++) memory.put(digest(`${index}`), tokenNamed(`${index}`), 1, 0);
    memory.clear();
    expect(memory.size).toBe(0);
    expect(memory.find(digest("19"))).toBeNull();
    for (let index = 0; index < 20; index++) memory.put(digest(`${index}`), tokenNamed(`${index}`), 1, 0);
    expect(memory.size).toBe(10);
  });

  test("is a map with forgetful edges: whatever it still knows is right", () => {
    const puts = fc.array(fc.record({ key: fc.nat(30), epoch: fc.nat(5) }), { maxLength: 200 });
    fc.assert(
      fc.property(puts, (orders) => {
        const memory = new TokenMemory({ tokens: 8, bytes: 10_000 });
        const latest = new Map<number, { token: GuardedToken; epoch: number }>();
        for (const { key, epoch } of orders) {
          const token = tokenNamed(`${key} at ${epoch}`, { id: randomUUID(), slug: `t${key % 3}` });
          const isKnown = memory.find(digest(`${key}`)) !== null;
          const known = latest.get(key);
          if (!isKnown || !known || known.epoch <= epoch) latest.set(key, { token, epoch });
          memory.put(digest(`${key}`), token, epoch, 0);
          expect(memory.size).toBeLessThanOrEqual(8);
          const found = memory.find(digest(`${key}`));
          expect(found && memory.tokenOf(found)).toEqual(latest.get(key)?.token);
        }
      }),
      { numRuns: 50 },
    );
  });
});
