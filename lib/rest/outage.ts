/**
 * Codes of a database that cannot be reached or does not take work: Node's sockets, Postgres' classes 08 (connection) and
 * 57P (shutdown), too many connections, Prisma's connection and transaction-start errors.
 */
const outageCode =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|08\w{3}|57P0[1-5]|53300|P1001|P1002|P1008|P1017|P2024|P2028)$/;
/** Errors of pg's pool that carry no code. */
const outageMessage = /timeout exceeded when trying to connect|Connection terminated|Can't reach database server/;
const causesMaximum = 5;

/**
 * Whether an error means that the database is away, which is nobody's fault who calls. Looks through causes, because
 * drivers wrap each other.
 */
export function isOutage(thrown: unknown, depth = 0): boolean {
  if (typeof thrown !== "object" || thrown === null || depth > causesMaximum) return false;
  if ("code" in thrown && typeof thrown.code === "string" && outageCode.test(thrown.code)) return true;
  if ("kind" in thrown && thrown.kind === "DatabaseNotReachable") return true;
  if ("message" in thrown && typeof thrown.message === "string" && outageMessage.test(thrown.message)) return true;
  if ("errors" in thrown && Array.isArray(thrown.errors) && thrown.errors.some((each) => isOutage(each, depth + 1)))
    return true;
  return "cause" in thrown && isOutage(thrown.cause, depth + 1);
}
