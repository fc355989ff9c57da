import pino, { type Logger } from "pino";
import { redact } from "./domain/redact";
import { env } from "./env";
import { processOnce } from "./process-once";

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
