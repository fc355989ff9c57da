import { describe, expect, test } from "vitest";
import { mintSecret } from "../tokens/token-secret";
import { KnownEpoch } from "./known-epoch";
import type { GuardedToken } from "./packed-token";
import { TokenGuard } from "./token-guard";
import { TokenMemory } from "./token-memory";

const source = "192.0.2.1";
const good = mintSecret("api");

/** A guard with a lease that never ends, on a database that knows one token. */
function guardWith(limits = { refusedPerMinute: 3 }) {
  const time = { now: 1_000 };
  const known = new KnownEpoch({ monotonic: () => time.now, wall: () => time.now }, { kind: "strict" });
  const renew = () => known.apply({ epoch: 1, incarnation: "", isSeen: true, events: [] }, known.now());
  const asked: string[] = [];
  const guard = new TokenGuard(
    known,
    async (secret) => {
      asked.push(secret);
      return { epoch: 1, value: secret === good.secret ? token : null };
    },
    limits,
    new TokenMemory({ tokens: 2, bytes: 10_000 }),
  );
  renew();
  const authenticate = async (secret: string) =>
    guard.authenticate({ authorization: `Token ${secret}`, tenantSlug: null, source });
  const pass = (milliseconds: number) => {
    time.now += milliseconds;
    renew();
  };
  return { authenticate, asked, pass };
}

const token: GuardedToken = {
  principal: {
    kind: "token",
    tokenKind: "api",
    tenantId: "00000000-0000-7000-8000-000000000001",
    tenantSlug: "contoso",
    memberId: "00000000-0000-7000-8000-000000000002",
    memberName: "Ada",
    memberEmail: "ada@contoso.example",
    role: "security-reader",
    tokenId: "00000000-0000-7000-8000-000000000003",
    tokenPublicId: good.publicId,
    tokenName: "nightly export",
  },
  revoked: false,
  tenantSuspended: false,
  ownerDeactivated: false,
};

describe("a source of forged tokens", () => {
  test("is told to wait before the database is asked, and still gets in with a token that is remembered", async () => {
    const { authenticate, asked, pass } = guardWith();
    await authenticate(good.secret);
    for (let index = 0; index < 3; index++)
      await expect(authenticate(mintSecret("api").secret)).rejects.toMatchObject({ code: "unauthenticated" });
    expect(asked).toHaveLength(4);
    await expect(authenticate(mintSecret("api").secret)).rejects.toMatchObject({
      code: "rate-limited",
      retryAfterSeconds: 20,
      limit: 3,
    });
    expect(asked).toHaveLength(4);
    expect(await authenticate(good.secret)).toEqual(token.principal);
    // Also when it must be asked for again, because what is remembered of it is a minute old.
    pass(59_999);
    expect(await authenticate(good.secret)).toEqual(token.principal);
    expect(asked).toHaveLength(4);
    pass(1);
    expect(await authenticate(good.secret)).toEqual(token.principal);
    expect(asked).toHaveLength(5);
  });

  test("gets in with a good token that was never seen as soon as a question is free again, in the middle of the flood", async () => {
    const { authenticate, asked, pass } = guardWith();
    for (let index = 0; index < 10; index++) await authenticate(mintSecret("api").secret).catch(() => undefined);
    await expect(authenticate(good.secret)).rejects.toMatchObject({ code: "rate-limited" });
    pass(20_000);
    expect(await authenticate(good.secret)).toEqual(token.principal);
    expect(asked).toHaveLength(4);
  });

  test("R-13: costs a question for one token of each that was let through, and none for what is known to be wrong", async () => {
    const { authenticate, asked } = guardWith();
    const forged = mintSecret("api").secret;
    const misspelt = `${good.secret.slice(0, -1)}${good.secret.endsWith("0") ? "1" : "0"}`;
    for (let index = 0; index < 100; index++)
      for (const secret of [forged, misspelt, "nonsense"])
        await expect(authenticate(secret)).rejects.toMatchObject({ code: "unauthenticated" });
    expect(asked).toEqual([forged]);
    expect(await authenticate(good.secret)).toEqual(token.principal);
  });
});

describe("what is remembered", () => {
  test("is asked for once, however many ask at the same time", async () => {
    const { authenticate, asked } = guardWith();
    await Promise.all(Array.from({ length: 50 }, () => authenticate(good.secret)));
    expect(asked).toHaveLength(1);
  });

  test("is asked for again after a minute, and a token that does not exist after five seconds", async () => {
    const { authenticate, asked, pass } = guardWith();
    const forged = mintSecret("api").secret;
    for (let index = 0; index < 2; index++) {
      await authenticate(good.secret);
      await expect(authenticate(forged)).rejects.toMatchObject({ code: "unauthenticated" });
    }
    expect(asked).toEqual([good.secret, forged]);
    pass(5_000);
    await expect(authenticate(forged)).rejects.toMatchObject({ code: "unauthenticated" });
    await authenticate(good.secret);
    expect(asked).toEqual([good.secret, forged, forged]);
  });

  test("R-13: survives a flood of forged tokens: none of them takes a place", async () => {
    const { authenticate, asked } = guardWith({ refusedPerMinute: 1_000_000 });
    await authenticate(good.secret);
    for (let index = 0; index < 100; index++) await authenticate(mintSecret("api").secret).catch(() => undefined);
    expect(asked).toHaveLength(101);
    await authenticate(good.secret);
    expect(asked).toHaveLength(101);
  });
});
