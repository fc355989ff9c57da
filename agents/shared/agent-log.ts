import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import path from "node:path";
import pino, { type Logger } from "pino";
import { redact } from "@/lib/domain/redact";

export type AgentLog = Pick<Logger, "debug" | "info" | "warn" | "error">;

/**
 * One JSON object a line on standard output, and in `<folder>/<name>.log` when a folder is given. A token that strays into
 * a line is cut to its public id. SIGHUP reopens the file, which is what logrotate wants. A full disk or a closed output
 * costs lines, never the agent.
 */
export function openLog(name: string, folder: string | null, level: string): AgentLog {
  const file = folder === null ? null : new LogFile(path.join(folder, `${name}.log`));
  if (file !== null) process.on("SIGHUP", () => file.reopen());
  process.stdout.on("error", () => {});
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    {
      write(line: string) {
        const clean = redact(line);
        process.stdout.write(clean);
        file?.write(clean);
      },
    },
  );
}

/** Lines that cannot be written are gone; how many is said on standard error, at the first one and when it works again. */
class LogFile {
  #descriptor: number | null = null;
  #lost = 0;

  constructor(readonly file: string) {
    this.reopen();
  }

  reopen(): void {
    try {
      if (this.#descriptor !== null) closeSync(this.#descriptor);
      this.#descriptor = null;
      mkdirSync(path.dirname(this.file), { recursive: true });
      this.#descriptor = openSync(this.file, "a", 0o640);
    } catch (error) {
      this.#lose(error);
    }
  }

  write(line: string): void {
    try {
      if (this.#descriptor === null) this.#lost++;
      else writeSync(this.#descriptor, line);
      if (this.#descriptor !== null && this.#lost > 0) this.#recover();
    } catch (error) {
      this.#lose(error);
    }
  }

  #lose(error: unknown): void {
    if (this.#lost === 0)
      console.error(`The log cannot be written: ${error instanceof Error ? error.message : String(error)}`);
    this.#lost++;
  }

  #recover(): void {
    console.error(`The log is written again; ${this.#lost} lines are missing`);
    this.#lost = 0;
  }
}
