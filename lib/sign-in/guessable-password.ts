import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";
import { Failure } from "../domain/failure";
import { processOnce } from "../process-once";

/** Below this score a password falls to fewer than 10^8 guesses, which a list of common passwords and habits makes. */
const acceptedScore = 3;

/** What follows no longer makes a password guessable, but the estimate slow. */
const judgedCharacters = 128;

/**
 * Refuses passwords that are long and still known: common ones, also twice in a row or with a year behind, keyboard walks,
 * and what is made of the person's own names (OWASP ASVS 5.0, 6.2.4 and 6.2.11). The list comes with the library: nothing
 * is asked of anybody.
 * @param names of the person and their tenant
 * @throws Failure `invalid` (field `password`)
 */
export function refuseGuessablePassword(password: string, names: readonly string[]): void {
  const words = names.flatMap((name) => [name, ...name.split(/[^\p{L}\p{N}]+/u)]).filter((word) => word.length > 2);
  const { score } = estimator().check(password.normalize("NFKC").slice(0, judgedCharacters), ["portcullis", ...words]);
  if (score < acceptedScore)
    throw new Failure("invalid", "This password is easy to guess. Choose several words that do not belong together.", {
      field: "password",
      messageKey: "passwordGuessable",
    });
}

function estimator(): ZxcvbnFactory {
  return processOnce("password-estimator", () => new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs }));
}
