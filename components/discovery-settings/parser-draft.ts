import type { z } from "zod";
import type { CustomParser, customParserInput } from "@/lib/domain/discovery-parser";

/** A custom parser while somebody describes it: every field as text, as the form holds it. */
export type ParserDraft = Record<ParserField, string> & { kind: CustomParser["kind"]; time: "one" | "separate" };

/** The fields that are a text of their own, in the form's order. */
type ParserField =
  | "name"
  | "delimiter"
  | "columns"
  | "timeColumn"
  | "timeFormat"
  | "dateColumn"
  | "dateFormat"
  | "sourceIp"
  | "destinationUrl"
  | "destinationIp"
  | "user"
  | "uploaded"
  | "downloaded"
  | "total"
  | "action"
  | "denyTerm";

/** The delimiters that the form offers. */
export const delimiters = [
  { name: "comma", character: "," },
  { name: "semicolon", character: ";" },
  { name: "tab", character: "\t" },
  { name: "space", character: " " },
  { name: "pipe", character: "|" },
] as const;

export const emptyParserDraft: ParserDraft = {
  kind: "csv",
  time: "one",
  name: "",
  delimiter: ",",
  columns: "",
  timeColumn: "",
  timeFormat: "yyyy-MM-dd HH:mm:ss",
  dateColumn: "",
  dateFormat: "yyyy-MM-dd",
  sourceIp: "",
  destinationUrl: "",
  destinationIp: "",
  user: "",
  uploaded: "",
  downloaded: "",
  total: "",
  action: "",
  denyTerm: "",
};

/** The draft that shows a parser as it is. */
export function draftOf(parser: CustomParser): ParserDraft {
  const { kind, name, delimiter, columns, time, sourceIp } = parser;
  const { destinationIp = "", destinationUrl = "", user = "", uploaded = "", downloaded = "" } = parser;
  const { total = "", action = "", denyTerm = "" } = parser;
  const times =
    time.kind === "one"
      ? { timeColumn: time.column, timeFormat: time.format, dateColumn: "", dateFormat: emptyParserDraft.dateFormat }
      : {
          timeColumn: time.timeColumn,
          timeFormat: time.timeFormat,
          dateColumn: time.dateColumn,
          dateFormat: time.dateFormat,
        };
  const text = { destinationIp, destinationUrl, user, uploaded, downloaded, total, action, denyTerm };
  return { kind, name, delimiter, sourceIp, ...text, ...times, time: time.kind, columns: (columns ?? []).join(", ") };
}

/** The parser that a draft describes, still to be checked: an empty field is a column that the log lacks. */
export function parserOf(draft: ParserDraft): z.input<typeof customParserInput> {
  const { kind, name, delimiter, sourceIp } = draft;
  const columns = draft.columns
    .split(",")
    .map((column) => column.trim())
    .filter((column) => column !== "");
  const time =
    draft.time === "one"
      ? { kind: "one" as const, column: draft.timeColumn, format: draft.timeFormat }
      : {
          kind: "separate" as const,
          dateColumn: draft.dateColumn,
          dateFormat: draft.dateFormat,
          timeColumn: draft.timeColumn,
          timeFormat: draft.timeFormat,
        };
  return {
    kind,
    name,
    delimiter,
    time,
    sourceIp,
    ...(kind === "csv" && columns.length > 0 && { columns }),
    destinationIp: filled(draft.destinationIp),
    destinationUrl: filled(draft.destinationUrl),
    user: filled(draft.user),
    uploaded: filled(draft.uploaded),
    downloaded: filled(draft.downloaded),
    total: filled(draft.total),
    action: filled(draft.action),
    denyTerm: filled(draft.denyTerm),
  };
}

/** The control that shows what is wrong with a part of the parser, by the part's path in what was sent. */
export function controlOfParserPath(path: string): string {
  const places: Record<string, string> = {
    "time.column": "timeColumn",
    "time.format": "timeFormat",
    "time.dateColumn": "dateColumn",
    "time.dateFormat": "dateFormat",
    "time.timeColumn": "timeColumn",
    "time.timeFormat": "timeFormat",
  };
  const inner = path.replace(/^customParser\./, "").replace(/^columns\..*/, "columns");
  return places[inner] ?? inner;
}

function filled(text: string): string | undefined {
  return text.trim() === "" ? undefined : text;
}
