import pino, { type Logger } from "pino";
import { env } from "./env";
import { processOnce } from "./process-once";

/** The shape of every token that we mint; see lib/tokens/token-secret.ts. */
const secretPattern = /\bpc([usc])1([0-9A-Za-z]{12})[0-9A-Za-z]{48}\b/g;

/** Replaces each token in a text by its kind and public id, which are not secret. */
export function redact(text: string): string {
  return text.replace(secretPattern, (_match, kind: string, publicId: string) => `pc${kind}1${publicId}…[redacted]`);
}

/**
 * The process's log: one JSON object a line on standard output. Redaction works on the finished line, by pattern, so that
 * a token is caught in whatever field or error text it travels; header and password fields are dropped by name besides.
 */
export function log(): Logger {
  return processOnce("log", () =>
    pino(
      {
        level: env().LOG_LEVEL,
        base: null,
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
        redact: {
          paths: [
            "password",
            "secret",
            "authorization",
            "cookie",
            "*.password",
            "*.secret",
            "*.authorization",
            "*.cookie",
          ],
          censor: "[redacted]",
        },
      },
      { write: (line: string) => process.stdout.write(redact(line)) },
    ),
  );
}
