import { z } from "zod";
import { readBoolean, readInteger, readNumber } from "../domain/filter-value";
import { defaultLimit, limitMaximum } from "../domain/list-query";

/**
 * Fields of a request besides filters. They may come as text, because form fields are all text; missing, null and empty
 * are the same. The schemas' outputs are what the documentation shows.
 */

/** Text, trimmed, or null. Never holds NUL, which cannot be stored. */
export function optionalText(maximum: number) {
  return z.preprocess(
    (value) => {
      const text = typeof value === "number" ? String(value) : value;
      if (typeof text !== "string") return text ?? null;
      return text.trim() || null;
    },
    z
      .string("is not text")
      .max(maximum, `is longer than ${maximum} characters`)
      .refine((value) => !value.includes("\0"), {
        error: "holds a NUL character",
      })
      .nullable(),
  );
}

/** Text that must be there, trimmed. */
export function requiredText(maximum: number) {
  return optionalText(maximum).pipe(z.string("is needed"));
}

/** A whole number within bounds, or what stands for a missing one. */
export function integerOr(fallback: number, minimum: number, maximum: number) {
  return z.preprocess(
    (value) => (isMissing(value) ? fallback : (readInteger(value) ?? value)),
    z.int("is not a whole number").min(minimum, `is less than ${minimum}`).max(maximum, `is more than ${maximum}`),
  );
}

/** A page's size: what is larger than a page is clamped. */
export const pageLimit = z.preprocess(
  (value) => {
    const limit = isMissing(value) ? defaultLimit : readNumber(value);
    return limit === undefined ? value : Math.min(limit, limitMaximum);
  },
  z.int("is not a whole number").min(1, "is less than 1"),
);

/** One of a few words, or the first of them. */
export function choiceOf<const Choice extends string>(choices: readonly [Choice, ...Choice[]]) {
  return z.preprocess(
    (value) => (isMissing(value) ? choices[0] : value),
    z.enum(choices, `is none of ${choices.join(", ")}`),
  );
}

/** A yes or no. Missing means no. */
export const flag = z.preprocess(
  (value) => (isMissing(value) ? false : (readBoolean(value) ?? value)),
  z.boolean("is not true or false"),
);

/** A yes or no; null when it is missing. */
export const optionalFlag = z.preprocess(
  (value) => (isMissing(value) ? null : (readBoolean(value) ?? value)),
  z.boolean("is not true or false").nullable(),
);

/** One of a few numbers, each with its meaning, or null. */
export function optionalCode(meanings: Readonly<Record<number, string>>) {
  const codes = Object.keys(meanings).map(Number);
  const explained = Object.entries(meanings).map(([code, meaning]) => `${code} ${meaning}`);
  return z
    .preprocess(
      (value) => (isMissing(value) ? null : (readInteger(value) ?? value)),
      z
        .number("is not a number")
        .refine((value) => codes.includes(value), {
          error: `is not one of ${explained.join(", ")}`,
        })
        .nullable(),
    )
    .describe(explained.join(", "));
}

/** One of a few numbers, each with its meaning. Published clients also send it as text. */
export function neededCode(meanings: Readonly<Record<number, string>>) {
  const code = optionalCode(meanings);
  return code.pipe(z.number("is needed")).describe(code.description ?? "");
}

/** Text, trimmed and in Unicode NFC, that must be there. */
export function neededText(maximum: number) {
  return optionalText(maximum).pipe(z.string("is needed").normalize("NFC"));
}

/** A list, one value for a list of one, or a list as JSON text, as forms carry it. Missing is the empty list. */
export function listOrOne<Item>(item: z.ZodType<Item>, maximum: number) {
  return z.preprocess(asList, z.array(item).max(maximum, `has more than ${maximum} values`));
}

function asList(value: unknown): unknown {
  if (isMissing(value)) return [];
  if (Array.isArray(value)) return value;
  if (typeof value !== "string" || !value.trimStart().startsWith("[")) return [value];
  try {
    return JSON.parse(value);
  } catch {
    return [value];
  }
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}
