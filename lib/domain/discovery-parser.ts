import { z } from "zod";
import { sampleMaximum } from "./parser-trial";

/** Timestamp formats the dialog offers; any other pattern of the same letters may be typed. */
export const OFFERED_TIMESTAMP_FORMATS = [
  "yyyy-MM-dd HH:mm:ss",
  "yyyy-MM-dd'T'HH:mm:ssXXX",
  "yyyy-MM-dd HH:mm:ss.SSS",
  "yyyy/MM/dd HH:mm:ss",
  "d/M/yyyy HH:mm:ss",
  "d/M/yyyy hh:mm:ss a",
  "M/d/yyyy HH:mm:ss",
  "M/d/yyyy hh:mm:ss a",
  "dd.MM.yyyy HH:mm:ss",
  "dd/MMM/yyyy:HH:mm:ss Z",
  "MMM d yyyy HH:mm:ss",
  "MMM d HH:mm:ss",
  "epoch-seconds",
  "epoch-milliseconds",
] as const;

/** What each problem of a definition is called: in the portal a key under `validation`, in the API words. */
type ParserProblem = "required" | "tooLong" | "delimiter" | "destinationColumn" | "actionColumn" | "columnCount";

const problemKeys: Record<ParserProblem, string> = {
  required: "required",
  tooLong: "tooLong",
  delimiter: "delimiter",
  destinationColumn: "destinationColumn",
  actionColumn: "actionColumn",
  columnCount: "columnCount",
};

/** The same problems as the API words them, after the field's name. */
export const parserProblemWords: Record<ParserProblem, string> = {
  required: "is needed",
  tooLong: "is too long",
  delimiter: "must be one character, and no quotation mark, equals sign or line end",
  destinationColumn: "is needed unless destinationIp names a column: one of the two must be there",
  actionColumn: "is needed with denyTerm",
  columnCount: "must name 2 to 500 columns",
};

/**
 * A tenant's own log format: CSV with a header line (or with the columns named here), or key=value pairs. Names are
 * compared with case. Refused: no destination column at all, a delimiter of more than one character, a quote or line end
 * as delimiter, a deny term without an action column.
 */
export function customParserSchema(words: Record<ParserProblem, string>) {
  const text = (maximum: number) => z.string(words.required).min(1, words.required).max(maximum, words.tooLong);
  const column = z.string(words.required).trim().min(1, words.required).max(200, words.tooLong);
  const optionalColumn = column.optional();
  const format = text(60);
  return z
    .object({
      kind: z.enum(["csv", "key-value"], words.required),
      name: z.string(words.required).trim().min(1, words.required).max(100, words.tooLong),
      delimiter: z
        .string(words.delimiter)
        .length(1, words.delimiter)
        .refine((character) => !/["\r\n=]/.test(character), words.delimiter),
      /** For CSV without a header line, as Zscaler's plain feeds: the columns in the file's order. */
      columns: z
        .array(z.string().max(200, words.tooLong))
        .min(2, words.columnCount)
        .max(500, words.columnCount)
        .optional(),
      time: z.discriminatedUnion(
        "kind",
        [
          z.object({ kind: z.literal("one"), column, format }),
          z.object({
            kind: z.literal("separate"),
            dateColumn: column,
            dateFormat: format,
            timeColumn: column,
            timeFormat: format,
          }),
        ],
        words.required,
      ),
      sourceIp: column,
      destinationIp: optionalColumn,
      destinationUrl: optionalColumn,
      user: optionalColumn,
      uploaded: optionalColumn,
      downloaded: optionalColumn,
      total: optionalColumn,
      action: optionalColumn,
      /** The action column's value that means blocked; compared without case. */
      denyTerm: z.string().trim().min(1, words.required).max(100, words.tooLong).optional(),
    })
    .refine((parser) => parser.destinationIp !== undefined || parser.destinationUrl !== undefined, {
      message: words.destinationColumn,
      path: ["destinationUrl"],
    })
    .refine((parser) => parser.denyTerm === undefined || parser.action !== undefined, {
      message: words.actionColumn,
      path: ["action"],
    });
}

export const customParserInput = customParserSchema(problemKeys);
export type CustomParser = z.infer<typeof customParserInput>;

/** What a dry run takes: the definition, and the first lines of a log. */
export const tryParserInput = z.strictObject({
  customParser: customParserInput,
  sample: z.string({ error: "required" }).min(1, "required").max(sampleMaximum, "tooLong"),
});
export type TryParserInput = z.infer<typeof tryParserInput>;
