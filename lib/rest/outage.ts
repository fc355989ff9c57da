/**
 * Codes of a database that cannot be reached or does not take work: Node's sockets, Postgres' classes 08 (connection), 53
 * (no memory, disk or connections left), 57 (shutdown, statement timeout) and 58 (the system below it), Prisma's connection
 * and transaction-start errors.
 */
const outageCode =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|08\w{3}|53\w{3}|57P0[1-5]|57014|58\w{3}|P1001|P1002|P1008|P1017|P2024|P2028)$/;
/** Errors of pg and its pool that carry no code. */
const outageMessage =
  /timeout exceeded when trying to connect|timeout expired|Query read timeout|Connection terminated/;
const depthMaximum = 6;
const statementTimeout = "57014";

/** Whether an error means that the database is away, which is nobody's fault who calls. */
export function isOutage(thrown: unknown, depth = 0): boolean {
  if (typeof thrown !== "object" || thrown === null || depth > depthMaximum) return false;
  if ("code" in thrown && typeof thrown.code === "string" && outageCode.test(thrown.code)) return true;
  if ("kind" in thrown && thrown.kind === "DatabaseNotReachable") return true;
  if ("message" in thrown && typeof thrown.message === "string" && outageMessage.test(thrown.message)) return true;
  const several: unknown[] = "errors" in thrown && Array.isArray(thrown.errors) ? thrown.errors : [];
  return [...wrappedIn(thrown), ...several].some((inner) => isOutage(inner, depth + 1));
}

/** Whether a statement was ended because it took too long. */
export function isStatementTimeout(thrown: unknown, depth = 0): boolean {
  if (typeof thrown !== "object" || thrown === null || depth > depthMaximum) return false;
  if ("code" in thrown && thrown.code === statementTimeout) return true;
  if ("originalCode" in thrown && thrown.originalCode === statementTimeout) return true;
  return wrappedIn(thrown).some((inner) => isStatementTimeout(inner, depth + 1));
}

/** Where drivers put the error that they wrap. */
function wrappedIn(thrown: object): unknown[] {
  return [
    "cause" in thrown ? thrown.cause : null,
    "meta" in thrown ? thrown.meta : null,
    "driverAdapterError" in thrown ? thrown.driverAdapterError : null,
  ];
}
