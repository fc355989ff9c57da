import { type Caller, readableDiscoverySettings } from "../domain/access";
import { notFound } from "../domain/failure";
import { logSourceIdOf, logSourceNamed } from "../domain/log-source";
import { sampleLog } from "./samples/sample-log";
import { writtenTime } from "./samples/sample-writer";

const sampleLines = 20;
/** Some appliances write the header of syslog themselves. */
const hasHeader = /^(<\d+>|[A-Z][a-z]{2} [ \d]\d )/;

/**
 * Made-up lines of a log type, as the portal expects them: with a syslog header where they come by syslog.
 * @throws Failure `forbidden` without `settings:read`; `not-found` for a type without a parser of its own
 */
export function sampleOfSource(
  caller: Caller,
  { logType, isSyslog }: { logType: number; isSyslog: boolean },
  now: Date,
): { fileName: string; text: string } {
  readableDiscoverySettings(caller.principal);
  const source = logSourceNamed(logSourceIdOf(logType));
  if (source?.formatId === undefined) throw notFound("sample");
  const lines = [...sampleLog(source.formatId, { seed: 7, count: sampleLines, until: now })];
  const header = `<134>${writtenTime(now.getTime()).syslog} gateway `;
  const shown = isSyslog ? lines.map((line) => (hasHeader.test(line) ? line : `${header}${line}`)) : lines;
  return { fileName: `${source.id.toLowerCase()}-sample.log`, text: `${shown.join("\n")}\n` };
}
