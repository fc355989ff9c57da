import { z } from "zod";
import type { ClosingVerdict, closingResolutions } from "./alert";
import { optionalParagraphs } from "./plain-text";

/** In the order in which people are asked. */
export const closingVerdicts = ["true-positive", "benign", "false-positive"] as const satisfies ClosingVerdict[];

/** The reasons that go with each verdict, by the contract's numbers. Every verdict has those it has and no others. */
export const closingReasons: Record<ClosingVerdict, readonly ClosingReason[]> = {
  benign: ["actual-severity-lower", "confirmed-with-user", "triggered-by-test", "other"],
  "false-positive": ["not-of-interest", "too-many-similar", "not-accurate", "other"],
  "true-positive": [],
};

export const closingReasonNumbers = {
  "not-of-interest": 0,
  "too-many-similar": 1,
  "actual-severity-lower": 2,
  "not-accurate": 3,
  other: 4,
  "confirmed-with-user": 5,
  "triggered-by-test": 6,
} as const;
export type ClosingReason = keyof typeof closingReasonNumbers;

/** A dialog closes at most what one page shows. */
const selectionMaximum = 100;
export const closingCommentMaximum = 4_000;

/** An alert's id as addresses and clients carry it. */
export const alertId = z.string().regex(/^[0-9a-f]{24}$/, { error: "invalid" });

/** What the portal closes alerts with. Issue messages are keys under `validation` in the message catalogue. */
export const closeSelectionInput = z
  .strictObject({
    ids: z.array(alertId).min(1, { error: "required" }).max(selectionMaximum, { error: "tooLong" }),
    verdict: z.enum([
      "false-positive",
      "benign",
      "true-positive",
    ] as const satisfies (keyof typeof closingResolutions)[]),
    /** Null where people gave none. */
    reason: z
      .enum([
        "not-of-interest",
        "too-many-similar",
        "actual-severity-lower",
        "not-accurate",
        "other",
        "confirmed-with-user",
        "triggered-by-test",
      ] as const satisfies ClosingReason[])
      .nullable(),
    comment: optionalParagraphs(closingCommentMaximum),
  })
  .refine(({ verdict, reason }) => reason === null || closingReasons[verdict].includes(reason), {
    error: "invalid",
    path: ["reason"],
  });
export type CloseSelectionInput = z.output<typeof closeSelectionInput>;
/** The same as a form fills it in. */
export type CloseSelectionForm = z.input<typeof closeSelectionInput>;

/** The reason that a number means; null for none, and for a number that no verdict has. */
export function closingReasonOf(number: number | null): ClosingReason | null {
  const found = Object.entries(closingReasonNumbers).find(([, known]) => known === number);
  return closingVerdicts.flatMap((verdict) => closingReasons[verdict]).find((name) => name === found?.[0]) ?? null;
}

export const markReadInput = z.strictObject({ id: alertId, isRead: z.boolean() });
