import { z } from "zod";

/** Control characters, line separators and the invisible marks that turn text around: none belongs in a name. */
const unprintable = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\p{Cs}]/u;

/**
 * A line of text that people type and read again: any script, trimmed, in Unicode NFC, without control characters.
 * Length counts characters as people see code points, not UTF-16 units.
 * Issue messages are keys under `validation` in the message catalogue.
 */
export function lineOfText(maximum: number) {
  return z
    .string({ error: "required" })
    .transform((value) => value.normalize("NFC").trim())
    .refine((value) => value.length > 0, { error: "required", abort: true })
    .refine((value) => [...value].length <= maximum, { error: "tooLong", abort: true })
    .refine((value) => !unprintable.test(value), { error: "controlCharacters" });
}

/**
 * Text of several lines that people may leave out: in Unicode NFC, trimmed, without control characters but for line
 * breaks and tabs; null when nothing is left. Issue messages as above.
 */
export function optionalParagraphs(maximum: number) {
  return z
    .string()
    .transform((value) => value.normalize("NFC").replace(/\r\n?/g, "\n").trim())
    .refine((value) => [...value].length <= maximum, { error: "tooLong", abort: true })
    .refine((value) => !unprintable.test(value.replace(/[\n\t]/g, "")), { error: "controlCharacters" })
    .transform((value) => (value === "" ? null : value));
}
