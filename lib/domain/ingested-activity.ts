import { z } from "zod";
import { activityList } from "./activity-list";
import { readTimestamp } from "./filter-value";

/** One request brings at most so many. */
export const ingestMaximum = 500;

const dayMilliseconds = 24 * 60 * 60 * 1000;
/** The year 2000: what comes before is a clock that was never set. */
const earliest = 946_684_800_000;

function text(maximum: number) {
  return z
    .string("is not text")
    .trim()
    .min(1, "is empty")
    .max(maximum, `is longer than ${maximum} characters`)
    .refine((value) => !value.includes("\0"), { error: "holds a NUL character" });
}

const integer = z.int32("is not a whole number");
const flag = z.boolean("is not true or false");
const tags = z.array(text(256), "is not a list").max(50, "has more than 50 values");
/** What can be stored as an id can be asked for in a path. */
const recordId = z
  .string("is not text")
  .regex(/^[0-9A-Za-z_.:|@~-]{1,128}$/, "is not 1 to 128 letters, digits and _ . : | @ ~ -");

const moment = z
  .union([z.number(), z.string()], { error: "is not a moment" })
  .transform((raw, context) => {
    const parsed = readTimestamp(raw) ?? new Date(typeof raw === "string" && raw.includes("T") ? raw : Number.NaN);
    const at = parsed.getTime();
    if (at >= earliest && at <= Date.now() + dayMilliseconds) return parsed;
    const wrong = Number.isNaN(at) ? "is not a moment" : "lies before the year 2000 or more than a day ahead";
    context.addIssue({ code: "custom", message: wrong });
    return z.NEVER;
  })
  .describe("When it happened: milliseconds since 1970, or ISO 8601");

const user = z
  .strictObject({
    userName: text(320).describe("The account's name in the app, usually an e-mail address"),
    displayName: text(256).nullish(),
    orgUnit: text(256).nullish(),
    userTags: tags.optional().describe("Ids of the groups that the user is in"),
  })
  .describe("Who did it");

const device = z
  .strictObject({
    clientIP: z.union([z.ipv4(), z.ipv6()], { error: "is not an IP address" }).nullish(),
    userAgent: text(1024).nullish(),
    type: z.enum(activityList.filters["device.type"].values, { error: "is not a known type" }).nullish(),
    tags: tags.optional(),
  })
  .describe("From what");

const location = z
  .strictObject({
    countryCode: z
      .string("is not text")
      .regex(/^[A-Z]{2}$/, "is not two capital letters")
      .nullish(),
    city: text(256).nullish(),
    region: text(256).nullish(),
    latitude: z.number().min(-90, "is not a latitude").max(90, "is not a latitude").nullish(),
    longitude: z.number().min(-180, "is not a longitude").max(180, "is not a longitude").nullish(),
    organization: text(256).nullish().describe("The network's owner"),
    anonymousProxy: flag.optional(),
  })
  .describe("From where, as far as the sender knows");

const object = z.strictObject({
  id: text(512),
  name: text(512),
  objType: integer.optional().describe("1 object or site, 21 user, 23 account; 1 when left out"),
  isFile: flag.optional().describe("Whether it is a file or folder"),
});

/** An activity as a sender gives it. Unknown fields are refused, so that nothing is lost unnoticed. */
export const ingestedActivity = z.strictObject({
  id: recordId.describe("The sender's own id: sending it again changes nothing"),
  timestamp: moment,
  appId: integer,
  appName: text(256),
  instance: integer.optional().describe("The app's instance; 0 when left out"),
  eventType: text(128).describe("The kind of event, such as EVENT_CATEGORY_DOWNLOAD_FILE"),
  actionType: text(128).describe("The app's own name of the action, such as FileDownloaded"),
  description: text(4000).nullish().describe("Made of action and app when left out"),
  user: user.nullish(),
  device: device.nullish(),
  location: location.nullish(),
  objects: z
    .array(object, "is not a list")
    .max(20, "has more than 20 values")
    .optional()
    .describe("What it was done to"),
  isAdminEvent: flag.optional(),
  impersonated: flag.optional().describe("Whether somebody acted for somebody else"),
  takenAction: z
    .enum(activityList.filters["activity.takenAction"].values, { error: "is not a known action" })
    .nullish()
    .describe("What was done about it"),
  source: z
    .literal([0, 1, 2, 3, 5, 6], { error: "is not one of 0, 1, 2, 3, 5, 6" })
    .optional()
    .describe(
      "0 access control, 1 session control, 2 app connector (when left out), 3 its analysis, 5 discovery, 6 MDATP",
    ),
});
export type IngestedActivity = z.output<typeof ingestedActivity>;

/** An activity that was not taken: its place in the request, its id when it has one, and what is wrong with it. */
export type RefusedActivity = { index: number; id: string | null; errors: { field: string; error: string }[] };

/** Tells the activities that can be read from those that cannot. */
export function readIngested(given: readonly unknown[]): {
  activities: IngestedActivity[];
  refused: RefusedActivity[];
} {
  const activities: IngestedActivity[] = [];
  const refused: RefusedActivity[] = [];
  for (const [index, one] of given.entries()) {
    const parsed = ingestedActivity.safeParse(one, { reportInput: true });
    if (parsed.success) activities.push(parsed.data);
    else refused.push({ index, id: idOf(one), errors: parsed.error.issues.slice(0, 20).map(errorOf) });
  }
  return { activities, refused };
}

function errorOf(issue: z.core.$ZodIssue): { field: string; error: string } {
  const field = issue.path.join(".");
  if (issue.code === "unrecognized_keys") {
    const [key = ""] = issue.keys;
    return { field: [field, key.slice(0, 100)].filter(Boolean).join("."), error: "is not a known field" };
  }
  if (issue.code === "invalid_type" && issue.input === undefined) return { field, error: "is needed" };
  return { field: field || "activity", error: issue.message.startsWith("Invalid") ? "is not valid" : issue.message };
}

function idOf(one: unknown): string | null {
  if (typeof one !== "object" || one === null || !("id" in one) || typeof one.id !== "string") return null;
  return one.id.slice(0, 128);
}
