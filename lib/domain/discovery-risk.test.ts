import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RiskFact, RiskFactorId } from "./discovery-risk";
import { DEFAULT_RISK_METRICS, IMPORTANCES, RISK_FACTORS, riskScore } from "./discovery-risk";

function fact(factor: RiskFactorId, score: number, checkedAt = "2026-01-01"): RiskFact {
  return { appId: 1, factor, value: String(score), score, source: "https://example.com/", checkedAt };
}

describe("a risk score", () => {
  test("does not exist without a checked fact, even when N/A counts", () => {
    expect(riskScore([]).total).toBeUndefined();
    expect(riskScore([], { ...DEFAULT_RISK_METRICS, includeNotAvailable: true }).total).toBeUndefined();
  });

  test("is the mean of its categories, each the mean of its factors", () => {
    const score = riskScore([fact("saml", 10), fact("multiFactorAuthentication", 0), fact("soc2", 10)]);
    expect(score.categories).toEqual({ general: undefined, security: 5, compliance: 10, legal: undefined });
    expect(score.total).toBe(7.5);
    expect(score.knownFactors).toBe(3);
  });

  test("follows the importance of factors and categories; ignored ones do not count", () => {
    const facts = [fact("saml", 10), fact("multiFactorAuthentication", 0), fact("soc2", 0)];
    const metrics = {
      categories: { compliance: "ignored" as const },
      factors: { saml: "very-high" as const, multiFactorAuthentication: "low" as const },
      includeNotAvailable: false,
    };
    expect(riskScore(facts, metrics).total).toBe(8.9);
    expect(riskScore(facts, { ...metrics, factors: { saml: "ignored" } }).total).toBe(0);
  });

  test("is lowered by unknown factors only when N/A values are included", () => {
    const facts = [fact("saml", 10)];
    expect(riskScore(facts).total).toBe(10);
    expect(riskScore(facts, { ...DEFAULT_RISK_METRICS, includeNotAvailable: true }).total).toBeLessThan(1);
  });

  test("takes the later of two checks of one factor", () => {
    expect(riskScore([fact("saml", 0, "2026-02-01"), fact("saml", 10, "2025-02-01")]).total).toBe(0);
  });

  test("stays between 0 and 10, and the shares of a category that counts add up to 100", () => {
    const ids = Object.keys(RISK_FACTORS) as RiskFactorId[];
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...ids), fc.integer({ min: 0, max: 10 })), { minLength: 1, maxLength: 40 }),
        fc.dictionary(fc.constantFrom(...ids), fc.constantFrom(...IMPORTANCES)),
        fc.boolean(),
        (pairs, factors, includeNotAvailable) => {
          const score = riskScore(
            pairs.map(([factor, value]) => fact(factor, value)),
            { categories: {}, factors, includeNotAvailable },
          );
          if (score.total !== undefined) expect(score.total).toBeGreaterThanOrEqual(0);
          if (score.total !== undefined) expect(score.total).toBeLessThanOrEqual(10);
          const security = score.factors.filter(({ category }) => category === "security");
          const shares = security.reduce((sum, { weightPercent }) => sum + weightPercent, 0);
          expect(score.categories.security === undefined ? shares : Math.round(shares)).toBe(
            score.categories.security === undefined ? 0 : 100,
          );
        },
      ),
    );
  });
});
