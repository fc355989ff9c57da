import { z } from "zod";
import { readTimestamp } from "./filter-value";
import { isStorable } from "./storable-text";

/*
 * What the records have in common that senders bring in: how their fields are read, and how a bad one is told from the
 * others.
 */

/** One request brings at most so many. */
export const ingestMaximum = 500;

const dayMilliseconds = 24 * 60 * 60 * 1000;
/** The year 2000: what comes before is a clock that was never set. */
const earliest = 946_684_800_000;

/** Text that is there, trimmed, and that can be stored. */
export function ingestedText(maximum: number) {
  return z
    .string("is not text")
    .trim()
    .min(1, "is empty")
    .max(maximum, `is longer than ${maximum} characters`)
    .refine((value) => !value.includes("\0"), { error: "holds a NUL character", abort: true })
    .refine(isStorable, { error: "holds half of a surrogate pair" });
}

export const ingestedInteger = z.int32("is not a whole number");
export const ingestedFlag = z.boolean("is not true or false");
/** A few short texts, such as ids of tags. */
export const ingestedTags = z.array(ingestedText(256), "is not a list").max(50, "has more than 50 values");

/** A moment between the year 2000 and tomorrow. */
export const ingestedMoment = z
  .union([z.number(), z.string()], { error: "is not a moment" })
  .transform((raw, context) => {
    const parsed = readTimestamp(raw) ?? new Date(typeof raw === "string" && raw.includes("T") ? raw : Number.NaN);
    const at = parsed.getTime();
    if (at >= earliest && at <= Date.now() + dayMilliseconds) return parsed;
    const wrong = Number.isNaN(at) ? "is not a moment" : "lies before the year 2000 or more than a day ahead";
    context.addIssue({ code: "custom", message: wrong });
    return z.NEVER;
  })
  .describe("When: milliseconds since 1970, or ISO 8601");

/** A record that was not taken: its place in the request, its id when it has one, and what is wrong with it. */
export type RefusedRecord = { index: number; id: string | null; errors: { field: string; error: string }[] };

/** Tells the records that can be read from those that cannot. */
export function readIngested<Schema extends z.ZodType>(
  schema: Schema,
  noun: string,
  given: readonly unknown[],
): { records: z.output<Schema>[]; refused: RefusedRecord[] } {
  const records: z.output<Schema>[] = [];
  const refused: RefusedRecord[] = [];
  for (const [index, one] of given.entries()) {
    const parsed = schema.safeParse(one, { reportInput: true });
    if (parsed.success) records.push(parsed.data);
    else
      refused.push({
        index,
        id: idOf(one),
        errors: parsed.error.issues.slice(0, 20).map((issue) => errorOf(issue, noun)),
      });
  }
  return { records, refused };
}

function errorOf(issue: z.core.$ZodIssue, noun: string): { field: string; error: string } {
  const field = issue.path.join(".");
  if (issue.code === "unrecognized_keys") {
    const [key = ""] = issue.keys;
    return { field: [field, key.slice(0, 100)].filter(Boolean).join("."), error: "is not a known field" };
  }
  const isOfWrongType = issue.code === "invalid_type" || issue.code === "invalid_union";
  if (isOfWrongType && issue.input === undefined) return { field, error: "is needed" };
  return { field: field || noun, error: issue.message.startsWith("Invalid") ? "is not valid" : issue.message };
}

function idOf(one: unknown): string | null {
  if (typeof one !== "object" || one === null || !("id" in one) || typeof one.id !== "string") return null;
  return one.id.slice(0, 128);
}
