import type { CustomParser } from "@/lib/domain/discovery-parser";
import type { LineOutcome, TrafficAction } from "@/lib/domain/discovery-record";
import { Failure } from "@/lib/domain/failure";
import type { LogClock } from "../values/log-clock";
import { readKeyValues } from "../values/read-key-values";
import { splitFields } from "../values/split-fields";
import { stripEnvelope } from "../values/strip-envelope";
import type { TimestampReader } from "../values/timestamp-pattern";
import { compileTimestampPattern } from "../values/timestamp-pattern";
import { failed, present, skipped, trafficOutcome } from "./line-outcome";
import type { LineParser, LogFormat } from "./log-format";

/**
 * A log format from a tenant's own definition. Columns are found by name, in any order, with case.
 * @throws Failure invalid when a timestamp format cannot be read
 */
export function customFormat(parser: CustomParser): LogFormat {
  const readTimestamp = compileTime(parser);
  return {
    id: "custom",
    name: parser.name,
    expected: expectedOf(parser),
    example: "",
    createParser: ({ clock }) =>
      parser.kind === "csv" ? csvParser(parser, readTimestamp, clock) : keyValueParser(parser, readTimestamp, clock),
  };
}

function compileTime(parser: CustomParser): TimestampReader {
  const { time } = parser;
  const pattern = time.kind === "one" ? time.format : `${time.dateFormat} ${time.timeFormat}`;
  const reader = compileTimestampPattern(pattern);
  if (reader) return reader;
  throw new Failure("invalid", `The timestamp format cannot be read: ${pattern}`, {
    field: time.kind === "one" ? "customParser.time.format" : "customParser.time.dateFormat",
    messageKey: "timestampFormat",
  });
}

function expectedOf(parser: CustomParser): string {
  const columns = neededColumns(parser).join(", ");
  if (parser.kind === "key-value") return `Pairs key=value with the keys ${columns}.`;
  return parser.columns
    ? `Lines of ${parser.columns.length} columns separated by "${parser.delimiter}".`
    : `A header line that names the columns ${columns}, separated by "${parser.delimiter}", then one line per transaction.`;
}

function neededColumns(parser: CustomParser): string[] {
  const time = parser.time.kind === "one" ? [parser.time.column] : [parser.time.dateColumn, parser.time.timeColumn];
  const destinations = [parser.destinationIp, parser.destinationUrl].filter((name) => name !== undefined);
  return [...time, parser.sourceIp, ...destinations];
}

function csvParser(parser: CustomParser, readTimestamp: TimestampReader, clock: LogClock): LineParser {
  const needed = neededColumns(parser);
  let header = parser.columns;
  return (line): LineOutcome => {
    if (line.trim() === "") return skipped("blank");
    const { message } = stripEnvelope(line);
    if (message.startsWith("#")) return skipped("comment");
    const fields = splitFields(message, parser.delimiter, parser.delimiter === " ");
    if (!fields) return failed("unclosed-quote");
    const isHeader = needed.every((name) => fields.includes(name));
    if (isHeader) {
      header = fields;
      return skipped("header");
    }
    if (!header) return failed("not-this-format", `no column ${needed.find((name) => !fields.includes(name)) ?? ""}`);
    const names = header;
    if (fields.length < names.length) return failed("too-few-fields", `${fields.length} of ${names.length}`);
    return readColumns(parser, (name) => fields[names.indexOf(name)], readTimestamp, clock);
  };
}

function keyValueParser(parser: CustomParser, readTimestamp: TimestampReader, clock: LogClock): LineParser {
  return (line): LineOutcome => {
    if (line.trim() === "") return skipped("blank");
    const pairs = readKeyValues(stripEnvelope(line).message, parser.delimiter);
    if (!pairs) return failed("unclosed-quote");
    if (!pairs.has(parser.sourceIp)) return failed("not-this-format", `no key ${parser.sourceIp}`);
    return readColumns(parser, (name) => pairs.get(name), readTimestamp, clock);
  };
}

function readColumns(
  parser: CustomParser,
  column: (name: string) => string | undefined,
  readTimestamp: TimestampReader,
  clock: LogClock,
): LineOutcome {
  const optional = (name: string | undefined) => (name === undefined ? undefined : column(name));
  const { time } = parser;
  const timeText =
    time.kind === "one"
      ? (column(time.column) ?? "").trim()
      : `${(column(time.dateColumn) ?? "").trim()} ${(column(time.timeColumn) ?? "").trim()}`;
  return trafficOutcome({
    occurredAtMs: readTimestamp(timeText, clock),
    timeText,
    sourceIp: column(parser.sourceIp),
    user: optional(parser.user),
    destinationIp: optional(parser.destinationIp),
    url: optional(parser.destinationUrl),
    uploaded: optional(parser.uploaded),
    downloaded: optional(parser.downloaded),
    total: optional(parser.total),
    action: actionIn(parser, optional(parser.action)),
  });
}

function actionIn(parser: CustomParser, word: string | undefined): TrafficAction {
  const action = present(word);
  if (action === undefined || parser.denyTerm === undefined) return "unknown";
  return action.toLowerCase() === parser.denyTerm.toLowerCase() ? "blocked" : "allowed";
}
