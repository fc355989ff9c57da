/** Why a whole log file is refused. */
export const logFileFaultCodes = [
  "empty",
  "unsupported-file-type",
  "damaged-archive",
  "encrypted-archive",
  "unsafe-archive",
  "archive-too-large",
  "unsupported-encoding",
  "format-mismatch",
  "other-format",
  "too-old",
  "no-cataloged-apps",
] as const;
export type LogFileFaultCode = (typeof logFileFaultCodes)[number];

const SENTENCES: Record<LogFileFaultCode, string> = {
  empty: "The file is empty",
  "unsupported-file-type": "The file is not a log: upload text, gzip or zip exported straight from the appliance",
  "damaged-archive": "The archive is damaged",
  "encrypted-archive": "The archive is encrypted: upload it without a password",
  "unsafe-archive": "The archive holds something that a log archive does not",
  "archive-too-large": "The unpacked log is too large",
  "unsupported-encoding": "The character encoding is not known",
  "format-mismatch": "The log format does not match the chosen data source",
  "other-format": "The log format does not match the chosen data source, but reads as that of another one",
  "too-old": "All transactions are more than 90 days old",
  "no-cataloged-apps": "No transactions to cataloged cloud apps",
};

/**
 * A refusal of a whole log file. The message is one English sentence fit for the person who uploaded it; `code` is what
 * the portal translates by.
 */
export class LogFileFault extends Error {
  override readonly name = "LogFileFault";

  constructor(
    readonly code: LogFileFaultCode,
    readonly detail?: string,
  ) {
    super(detail === undefined ? SENTENCES[code] : `${SENTENCES[code]}: ${detail}`);
  }
}

/** Whether a thrown value is a LogFileFault; by name, because a class may exist twice in one process. */
export function isLogFileFault(thrown: unknown): thrown is LogFileFault {
  return thrown instanceof Error && thrown.name === "LogFileFault" && "code" in thrown;
}
