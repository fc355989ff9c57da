/**
 * The security list: what the portal promises, line by line. A test that proves a line begins its title with the line's id
 * and a colon (`M-03: without a tenant setting no row is seen`; several: `M-03, M-05: …`). Ids are never used again for
 * something else: SECURITY.md, tests and people refer to them.
 */
export const securityChecks = {
  "T-01": "Tokens come of the system's random generator: 250 bits, every character equally likely",
  "T-02": "No two tokens are alike, and the checksum rejects every substitution, swap and truncation",
  "T-03": "The parser of tokens gives a verdict on any bytes, quickly, without I/O and without throwing",
  "T-04": "A token in a query, body, cookie, path or second header is refused even when it is valid",
  "T-05": "No token is in the database, logs, error pages, browser storage or HTML after its creation",
  "T-06": "A token's value is shown once: not after a reload, a step back, or from a cache",
  "T-07": "Every cause of a 401 gives the same bytes, body and headers",
  "T-08": "Unknown, revoked and foreign tokens are refused in the same time",
  "T-09": "After a rotation of the pepper old and new tokens verify; without the old pepper only the old ones die",
  "T-10": "A hash written into the database makes no usable token",
  "T-11": "A token expires at its millisecond, from memory and from the database",
  "T-12": "Every role, endpoint and method answers as the generated table says; what is not listed is denied",
  "T-13": "A token can never do more than its issuer may at that moment",
  "T-14": "The endpoint for leaked tokens revokes them and answers the same for valid and invalid ones",
  "T-15": "The published scanner rules find our tokens and nothing else",
  "R-01": "A revoked token is refused by every process at once while all is well",
  "R-02": "With the listening connection lost a revocation still arrives within a poll",
  "R-03": "With every notification lost a revocation still arrives within a poll",
  "R-04": "With the database frozen, killed or full the API answers 503, never from old knowledge and never 401",
  "R-05": "A process that is cut off answers 503 once its lease is over, while others go on",
  "R-06": "No order of look-ups, revocations, polls and evictions lets a revoked token in",
  "R-07": "No request that starts after a confirmed revocation is let in",
  "R-08": "A revocation by hand in the database has the same bound",
  "R-09": "A suspended tenant, deactivated member, changed role and narrowed scope have the same bound",
  "R-10": "A process that was stopped and goes on never answers from a lease that ended meanwhile",
  "R-11": "A restored backup does not bring revoked tokens back",
  "R-12": "No token survives a revocation that meets its creation",
  "R-13": "A flood of forged tokens neither evicts valid ones nor reaches the database beyond its bound",
  "R-14": "Who joins another's look-up after a revocation never gets the answer from before",
  "R-15": "A process that the registry does not show as alive holds no lease",
  "M-01": "Another tenant's id is answered exactly like one that does not exist",
  "M-02": "Row-level security holds when every tenant filter of the code is gone",
  "M-03": "Without a tenant setting no row is seen, and with a garbled one there is an error",
  "M-04": "A pool of one connection never carries a tenant over, whatever is rolled back or times out",
  "M-05": "The portal's database roles own nothing and bypass nothing; the portal refuses to start on others",
  "M-06": "A value that another tenant has taken is neither refused nor told of",
  "M-07": "Cursors are signed and belong to one tenant, filter and order",
  "M-08": "Counts, audit, files and jobs of one tenant are out of another's reach",
  "M-09": "A tenant whose name was used before inherits no session, token or cookie",
  "M-10": "No answer is cached across tenants",
  "B-01": "The session cookie is __Host-, Secure, HttpOnly and SameSite, without a domain",
  "B-02": "A sign-in makes a new session, and the old one is dead at the server",
  "B-03": "Sign-out, password change and deactivation end sessions; other sessions are listed and can be ended",
  "B-04": "Sessions end after idleness and at their absolute age",
  "B-05": "A full administrator proves who they are again before issuing a token",
  "B-06": "Every change refuses a missing, null or foreign Origin, and GET changes nothing",
  "B-07": "Another tenant's host can neither plant nor read a session",
  "B-08": "Sandboxed frames, forms and no-cors requests change nothing",
  "B-09": "Every kind of answer carries the security headers",
  "B-10": "Scripts in any text field, file name or log line stay text",
  "B-11": "Exported CSV holds no formulas",
  "B-12": "A return URL never leads to another site",
  "B-13": "Every page and dialog is accessible, in light and dark, by keyboard alone",
  "H-01": "Host and forwarding headers never change whose data is answered, or where links lead",
  "H-02": "Two readings of one request are impossible: smuggled requests are refused",
  "H-03": "Unsupported methods, TRACE and upgrades are refused",
  "H-04": "The API does not answer over plain HTTP where TLS is expected",
  "H-05": "Slow, oversized and deeply nested requests cost bounded memory and time",
  "H-06": "The advisories of the frameworks are replayed without effect, and their floors are enforced",
  "H-07": "Every server action refuses strangers, other tenants and weaker roles",
  "H-08": "Unknown and read-only fields of a request change nothing",
  "H-09": "No answer holds a field outside the contract",
  "H-10": "No input reaches an object's prototype",
  "H-11": "A repeated parameter or header is refused or read one way",
  "H-12": "Errors carry no stack, SQL or version, and the process survives them",
  "H-13": "OpenAPI lists exactly what answers",
  "H-14": "No parameter reaches SQL as anything but a value",
  "L-01": "Passwords are kept by argon2id at the recommended cost, and upgraded at sign-in",
  "L-02": "Sign-ins are throttled by account, source and in all, and nobody is locked out for good",
  "L-03": "Known and unknown people are refused with the same words in the same time",
  "L-04": "A production build has no default account and no default secret",
  "A-01": "Every administrative act has one audit row in its own transaction",
  "A-02": "A changed, deleted, reordered, cut or copied audit row is found",
  "A-03": "No input breaks the lines of the log",
  "A-04": "No secret is in the logs, at any level and after a crash",
  "U-01": "Hostile uploads are bounded and refused: bombs, nesting, links, traversal, wrong content",
  "C-1": "A restart of the database costs 503s and nothing else",
  "C-2": "A killed process loses no change that was answered",
  "C-3": "Migrations run while the portal serves, without an error",
  "C-4": "Under load for long, memory and delays stay flat",
  "P-01": "The bill of materials, lock file, install scripts and advisories are checked",
} as const satisfies Record<string, string>;

export type SecurityCheckId = keyof typeof securityChecks;

/** In the list's order. */
export const securityCheckIds = Object.keys(securityChecks).filter(isSecurityCheckId);

/** What a title says that its test proves; nothing for the titles of other tests. */
export function checksOfTitle(title: string): SecurityCheckId[] {
  const [, named = ""] = /^([A-Z]-\d{1,2}(?:, [A-Z]-\d{1,2})*): /.exec(title) ?? [];
  return named.split(", ").filter(isSecurityCheckId);
}

export function isSecurityCheckId(text: string): text is SecurityCheckId {
  return Object.hasOwn(securityChecks, text);
}
