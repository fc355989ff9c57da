import { describe, expect, test } from "vitest";
import { generateTokenInput, listTokensInput, statusOf } from "./api-token";

const now = new Date("2026-06-15T12:00:00.000Z");
const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds);
const sevenDays = 7 * 24 * 60 * 60 * 1000;
const second = 1000;

describe("a token's status", () => {
  test("is generated until its first use", () => {
    expect(statusOf({ lastUsedAt: null, revokedAt: null }, now)).toBe("generated");
  });

  test("is active up to seven days after its last use, and inactive from the next second on", () => {
    expect(statusOf({ lastUsedAt: ago(sevenDays - second), revokedAt: null }, now)).toBe("active");
    expect(statusOf({ lastUsedAt: ago(sevenDays), revokedAt: null }, now)).toBe("active");
    expect(statusOf({ lastUsedAt: ago(sevenDays + second), revokedAt: null }, now)).toBe("inactive");
  });

  test("is revoked whatever its use was", () => {
    expect(statusOf({ lastUsedAt: ago(second), revokedAt: now }, now)).toBe("revoked");
  });
});

describe("a token's name", () => {
  const problemOf = (name: unknown) => generateTokenInput.safeParse({ name }).error?.issues[0]?.message;

  test("may be any line of 1 to 256 characters in any script, trimmed and in NFC", () => {
    expect(generateTokenInput.parse({ name: "  SIEM 轉送 🔑  " })).toEqual({ name: "SIEM 轉送 🔑" });
    expect(generateTokenInput.parse({ name: "cafe\u0301" }).name).toBe("caf\u00e9");
    expect(generateTokenInput.parse({ name: "🔑".repeat(256) }).name).toHaveLength(512);
  });

  test("is refused with a reason when empty, too long, or with control characters", () => {
    expect(problemOf("   ")).toBe("required");
    expect(problemOf(undefined)).toBe("required");
    expect(problemOf("x".repeat(257))).toBe("tooLong");
    expect(problemOf("a\u0000b")).toBe("controlCharacters");
    expect(problemOf("a\nb")).toBe("controlCharacters");
    expect(problemOf("safe\u202Egnp.exe")).toBe("controlCharacters");
  });

  test("comes alone: unknown fields are refused", () => {
    expect(generateTokenInput.safeParse({ name: "x", role: "global-administrator" }).success).toBe(false);
  });
});

test("an unreadable list address falls back to the default view", () => {
  expect(listTokensInput.parse({ status: "stolen", sort: "secret", direction: "up", search: "x".repeat(300) })).toEqual(
    {
      status: null,
      search: "",
      sort: "generated",
      direction: "desc",
    },
  );
});
