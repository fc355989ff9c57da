/** The four categories of a risk score. */
export const RISK_CATEGORIES = ["general", "security", "compliance", "legal"] as const;
export type RiskCategory = (typeof RISK_CATEGORIES)[number];

/** Every factor with its category. Most apps have no checked value for most of them: those are not applicable (N/A). */
export const RISK_FACTORS = {
  founded: "general",
  holding: "general",
  domainRegistration: "general",
  consumerPopularity: "general",
  privacyPolicy: "general",
  termsOfService: "general",
  disasterRecoveryPlan: "general",
  latestBreach: "security",
  dataAtRestEncryption: "security",
  multiFactorAuthentication: "security",
  ipRestriction: "security",
  userAuditTrail: "security",
  adminAuditTrail: "security",
  dataAuditTrail: "security",
  dataClassification: "security",
  rememberPassword: "security",
  userRoles: "security",
  fileSharing: "security",
  validCertificateName: "security",
  trustedCertificate: "security",
  encryptionProtocol: "security",
  httpsEnforced: "security",
  heartbleedPatched: "security",
  httpSecurityHeaders: "security",
  saml: "security",
  protectedAgainstDrown: "security",
  penetrationTesting: "security",
  requiresUserAuthentication: "security",
  passwordPolicy: "security",
  iso27001: "compliance",
  iso27002: "compliance",
  iso27017: "compliance",
  iso27018: "compliance",
  soc1: "compliance",
  soc2: "compliance",
  soc3: "compliance",
  ssae16: "compliance",
  isae3402: "compliance",
  hipaa: "compliance",
  hitrust: "compliance",
  pciDss: "compliance",
  fedRamp: "compliance",
  fisma: "compliance",
  sp80053: "compliance",
  csaStar: "compliance",
  ferpa: "compliance",
  coppa: "compliance",
  glba: "compliance",
  ffiec: "compliance",
  finra: "compliance",
  sox: "compliance",
  itar: "compliance",
  cobit: "compliance",
  gapp: "compliance",
  dataOwnership: "legal",
  dataRetentionPolicy: "legal",
  dataRetentionAfterTermination: "legal",
  dmca: "legal",
  gdprReadiness: "legal",
  dataProtectionLaw: "legal",
} as const satisfies Record<string, RiskCategory>;

export type RiskFactorId = keyof typeof RISK_FACTORS;

export function isRiskFactorId(text: string): text is RiskFactorId {
  return Object.hasOwn(RISK_FACTORS, text);
}

/** A fact that somebody checked: what, where it is written, when it was read, and how good it is (0 to 10). */
export type RiskFact = {
  appId: number;
  factor: RiskFactorId;
  value: string;
  score: number;
  source: string;
  /** `yyyy-mm-dd`. */
  checkedAt: string;
};

export const IMPORTANCES = ["ignored", "low", "medium", "high", "very-high"] as const;
export type Importance = (typeof IMPORTANCES)[number];

/** How much an importance weighs in a mean. The original publishes the five steps, not their weights; these are ours. */
const WEIGHTS: Readonly<Record<Importance, number>> = { ignored: 0, low: 1, medium: 2, high: 4, "very-high": 8 };

/** A tenant's score metrics. What is not set is medium, so that at first all weigh the same. */
export type RiskMetrics = {
  categories: Partial<Record<RiskCategory, Importance>>;
  factors: Partial<Record<RiskFactorId, Importance>>;
  /** Whether a factor without a checked value counts as 0 instead of not at all. */
  includeNotAvailable: boolean;
};

export const DEFAULT_RISK_METRICS: RiskMetrics = { categories: {}, factors: {}, includeNotAvailable: false };

export type FactorScore = {
  factor: RiskFactorId;
  category: RiskCategory;
  /** Undefined: not applicable, no checked value. */
  fact: RiskFact | undefined;
  /** 0 to 10; undefined when it does not count. */
  score: number | undefined;
  /** Share of its category's score, in per cent; 0 when it does not count. */
  weightPercent: number;
};

export type RiskScore = {
  /** 0 (risky) to 10, one decimal; undefined when nothing is known. */
  total: number | undefined;
  categories: Record<RiskCategory, number | undefined>;
  factors: FactorScore[];
  /** How many factors have a checked value. A score from few of them says little: show this beside it. */
  knownFactors: number;
};

/**
 * The risk score of an app: the weighted mean of its category scores, each the weighted mean of its factors. Without a
 * single checked fact there is no score, whatever the metrics say: nothing is guessed.
 * @param facts checked facts of one app; of two for one factor the later check counts
 */
export function riskScore(facts: readonly RiskFact[], metrics: RiskMetrics = DEFAULT_RISK_METRICS): RiskScore {
  const byFactor = new Map(
    facts.toSorted((left, right) => left.checkedAt.localeCompare(right.checkedAt)).map((fact) => [fact.factor, fact]),
  );
  const factors = Object.keys(RISK_FACTORS)
    .filter(isRiskFactorId)
    .map((factor) => scoredFactor(factor, byFactor.get(factor), metrics));
  const categories = {
    general: weighFactors(factors, "general", metrics),
    security: weighFactors(factors, "security", metrics),
    compliance: weighFactors(factors, "compliance", metrics),
    legal: weighFactors(factors, "legal", metrics),
  };
  const known = RISK_CATEGORIES.flatMap((category) => {
    const score = categories[category];
    return score === undefined ? [] : [{ score, weight: WEIGHTS[metrics.categories[category] ?? "medium"] }];
  });
  return {
    total: byFactor.size === 0 ? undefined : rounded(weightedMean(known)),
    categories,
    factors,
    knownFactors: byFactor.size,
  };
}

function scoredFactor(factor: RiskFactorId, fact: RiskFact | undefined, metrics: RiskMetrics): FactorScore {
  const isIgnored = WEIGHTS[metrics.factors[factor] ?? "medium"] === 0;
  const score = isIgnored ? undefined : (fact?.score ?? (metrics.includeNotAvailable ? 0 : undefined));
  return { factor, category: RISK_FACTORS[factor], fact, score, weightPercent: 0 };
}

/** Also fills in the share of each factor that counts. */
function weighFactors(factors: FactorScore[], category: RiskCategory, metrics: RiskMetrics): number | undefined {
  const counting = factors.flatMap((factor) =>
    factor.category === category && factor.score !== undefined
      ? [{ factor, score: factor.score, weight: WEIGHTS[metrics.factors[factor.factor] ?? "medium"] }]
      : [],
  );
  const total = counting.reduce((sum, { weight }) => sum + weight, 0);
  for (const { factor, weight } of counting) factor.weightPercent = (weight / total) * 100;
  return rounded(weightedMean(counting));
}

function weightedMean(parts: readonly { score: number; weight: number }[]): number | undefined {
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  return total === 0 ? undefined : parts.reduce((sum, { score, weight }) => sum + score * weight, 0) / total;
}

function rounded(score: number | undefined): number | undefined {
  return score === undefined ? undefined : Math.round(score * 10) / 10;
}
