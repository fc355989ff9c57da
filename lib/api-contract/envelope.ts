import { z } from "zod";

/** Milliseconds since 1970. */
export const timestamp = z.number().int().nonnegative().describe("Milliseconds since 1970");

/** The answer of every list. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    data: z.array(item).describe("The records of this page; empty when nothing matches"),
    hasNext: z.boolean().describe("Whether there are more"),
    max: z.number().int().describe("How many records a page holds at most"),
    total: z.number().int().describe("How many records match; a floor when moreThanTotal"),
    moreThanTotal: z.boolean().describe("Whether more match than total says"),
  });
}

/** The answer of a list that can be scanned. */
export function scannableListOf<Item extends z.ZodType>(item: Item) {
  return listOf(item).extend({
    nextQueryFilters: z
      .record(z.string(), z.unknown())
      .optional()
      .describe("In scan mode, while hasNext: the filters of the next request, to be sent as they are"),
  });
}

/** The answer to everything that is refused, besides what an endpoint adds. */
export const errorAnswer = z.object({
  error: z.literal(true),
  detail: z.string().describe("What is wrong"),
  requestId: z.string().optional().describe("Finds the request in the portal's log"),
});

/** The answer to a filter, or another field of a list's request, that cannot be read. */
export const filterErrorAnswer = z.object({
  error: z.literal(true),
  detail: z.string(),
  filters: z.array(
    z.object({
      error: z.string(),
      errorMessageCode: z.literal("CONSOLE_FORMS_NOT_VALID_VALUE"),
      errorMessageParams: z.object({ value: z.string() }),
      field: z.string().describe("The filter or field that is wrong"),
    }),
  ),
});
