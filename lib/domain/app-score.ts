import { z } from "zod";
import { optionalParagraphs } from "./plain-text";

export const scoreNoteMaximum = 500;

/** A score that the tenant has set in place of the one that the facts give, and why. */
export type AppScore = { appId: number; score: number; note: string; setAt: Date; setByName: string };

const appId = z.int32("invalid").positive("invalid");

/** What a person says of an app's risk: 0 (risky) to 10, and why. Issue messages are keys under `validation`. */
export const setAppScoreInput = z.strictObject({
  appId,
  score: z.int({ error: "required" }).min(0, "score").max(10, "score"),
  note: optionalParagraphs(scoreNoteMaximum)
    .refine((text) => text !== null, "required")
    .transform((text) => text ?? ""),
});
export type SetAppScoreInput = z.output<typeof setAppScoreInput>;

export const clearAppScoreInput = z.strictObject({ appId });
