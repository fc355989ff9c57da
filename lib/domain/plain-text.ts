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
