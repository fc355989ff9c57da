import { z } from "zod";

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

const column = z.string().trim().min(1).max(200);
const optionalColumn = column.optional();
const format = z.string().min(1).max(60);

/**
 * A tenant's own log format: CSV with a header line (or with the columns named here), or key=value pairs. Names are
 * compared with case. Refused: no destination column at all, a delimiter of more than one character, a quote or line end
 * as delimiter, a deny term without an action column.
 */
export const customParserInput = z
  .object({
    kind: z.enum(["csv", "key-value"]),
    name: z.string().trim().min(1).max(100),
    delimiter: z
      .string()
      .length(1)
      .refine((character) => !/["\r\n=]/.test(character), "must not be a quotation mark, an equals sign or a line end"),
    /** For CSV without a header line, as Zscaler's plain feeds: the columns in the file's order. */
    columns: z.array(z.string().max(200)).min(2).max(500).optional(),
    time: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("one"), column, format }),
      z.object({
        kind: z.literal("separate"),
        dateColumn: column,
        dateFormat: format,
        timeColumn: column,
        timeFormat: format,
      }),
    ]),
    sourceIp: column,
    destinationIp: optionalColumn,
    destinationUrl: optionalColumn,
    user: optionalColumn,
    uploaded: optionalColumn,
    downloaded: optionalColumn,
    total: optionalColumn,
    action: optionalColumn,
    /** The action column's value that means blocked; compared without case. */
    denyTerm: z.string().trim().min(1).max(100).optional(),
  })
  .refine((parser) => parser.destinationIp !== undefined || parser.destinationUrl !== undefined, {
    message: "name the column of the destination IP address or of the destination URL",
    path: ["destinationUrl"],
  })
  .refine((parser) => parser.denyTerm === undefined || parser.action !== undefined, {
    message: "a deny action term needs the action column",
    path: ["action"],
  });

export type CustomParser = z.infer<typeof customParserInput>;
