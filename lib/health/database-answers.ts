import { log } from "../log";
import { askDatabase } from "./health-store";

/** Longer than this, a load balancer should send people elsewhere. */
const patienceMilliseconds = 2_000;

/** Whether the database answers a trivial question in time. */
export async function databaseAnswers(): Promise<boolean> {
  const patience = new AbortController();
  const tooLate = new Promise<false>((resolve) => {
    const timer = setTimeout(() => resolve(false), patienceMilliseconds);
    patience.signal.addEventListener("abort", () => clearTimeout(timer));
  });
  const answer = askDatabase().then(
    () => true,
    (error: unknown) => {
      log().warn({ error: String(error) }, "the database does not answer");
      return false;
    },
  );
  try {
    return await Promise.race([answer, tooLate]);
  } finally {
    patience.abort();
  }
}
