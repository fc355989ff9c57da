import pino, { type Logger } from "pino";
import { redact } from "@/lib/domain/redact";

export type AgentLog = Pick<Logger, "debug" | "info" | "warn" | "error">;

/**
 * One JSON object a line on standard output, and in `<folder>/<name>.log` when a folder is given. A token that strays into
 * a line is cut to its public id. SIGHUP reopens the file, which is what logrotate wants.
 */
export function openLog(name: string, folder: string | null, level: string): AgentLog {
  const file = folder === null ? null : pino.destination({ dest: `${folder}/${name}.log`, mkdir: true, sync: true });
  if (file !== null) process.on("SIGHUP", () => file.reopen());
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
