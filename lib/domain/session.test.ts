import { describe, expect, test } from "vitest";
import { isFailure } from "./failure";
import { refuseStaleProof } from "./fresh-proof";
import { oneTimePassword, recoveryCode, recoveryCodeOf } from "./second-factor";
import { sessionStageOf } from "./session";

describe("what a session opens", () => {
  test.each([
    { hasSecondFactor: false, isSecondFactorRequired: false, isSecondFactorGiven: false, stage: "open" },
    { hasSecondFactor: true, isSecondFactorRequired: false, isSecondFactorGiven: false, stage: "second-factor" },
    { hasSecondFactor: true, isSecondFactorRequired: true, isSecondFactorGiven: false, stage: "second-factor" },
    { hasSecondFactor: true, isSecondFactorRequired: false, isSecondFactorGiven: true, stage: "open" },
    { hasSecondFactor: true, isSecondFactorRequired: true, isSecondFactorGiven: true, stage: "open" },
    { hasSecondFactor: false, isSecondFactorRequired: true, isSecondFactorGiven: false, stage: "enrolment" },
    // Given once, and reset since: what was given no longer counts.
    { hasSecondFactor: false, isSecondFactorRequired: true, isSecondFactorGiven: true, stage: "enrolment" },
  ])("is $stage with $hasSecondFactor, $isSecondFactorRequired, $isSecondFactorGiven", ({ stage, ...standing }) => {
    expect(sessionStageOf(standing)).toBe(stage);
  });
});

test("B-05: a proof counts to the minute and not a moment longer", () => {
  const now = new Date("2026-11-29T12:00:00Z");
  const provenBefore = (milliseconds: number) => ({
    kind: "member" as const,
    tenantId: "t",
    tenantSlug: "t",
    memberId: "m",
    memberName: "M",
    memberEmail: "m@t.example",
    role: "global-administrator" as const,
    sessionId: "s",
    provenAt: new Date(now.getTime() - milliseconds),
  });
  const verdict = (milliseconds: number) => {
    try {
      refuseStaleProof(provenBefore(milliseconds), { now, within: 15 });
      return "fresh";
    } catch (refusal) {
      return isFailure(refusal) ? refusal.messageKey : "bug";
    }
  };
  expect(verdict(15 * 60_000 - 1)).toBe("fresh");
  expect(verdict(15 * 60_000)).toBe("identityNotConfirmed");
});

describe("what a person types", () => {
  test.each(["123456", "123 456", " 123-456 "])("is a one-time password: %j", (typed) => {
    expect(oneTimePassword.parse(typed)).toBe("123456");
  });

  test.each(["", "12345", "1234567", "12345a", "１２３４５６"])("is no one-time password: %j", (typed) => {
    expect(oneTimePassword.safeParse(typed).success).toBe(false);
  });

  test("is a recovery code in whatever case and grouping, and with look-alikes for digits", () => {
    const code = recoveryCodeOf(new Uint8Array(24).fill(1));
    expect(code).toBe("111111-111111-111111-111111");
    for (const typed of [
      code,
      code.toLowerCase(),
      code.replaceAll("-", " "),
      code.replaceAll("1", "l"),
      "i".repeat(24),
    ])
      expect(recoveryCode.parse(typed)).toBe("1".repeat(24));
    expect(recoveryCode.safeParse(code.slice(1)).success).toBe(false);
  });
});
