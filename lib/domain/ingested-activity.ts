import { z } from "zod";
import { activityList } from "./activity-list";
import { ingestedFlag, ingestedInteger, ingestedMoment, ingestedTags, ingestedText } from "./ingested";

/** What can be stored as an id can be asked for in a path. */
const recordId = z
  .string("is not text")
  .regex(/^[0-9A-Za-z_.:|@~-]{1,128}$/, "is not 1 to 128 letters, digits and _ . : | @ ~ -");

const user = z
  .strictObject({
    userName: ingestedText(320).describe("The account's name in the app, usually an e-mail address"),
    displayName: ingestedText(256).nullish(),
    orgUnit: ingestedText(256).nullish(),
    userTags: ingestedTags.optional().describe("Ids of the groups that the user is in"),
  })
  .describe("Who did it");

const device = z
  .strictObject({
    clientIP: z.union([z.ipv4(), z.ipv6()], { error: "is not an IP address" }).nullish(),
    userAgent: ingestedText(1024).nullish(),
    type: z.enum(activityList.filters["device.type"].values, { error: "is not a known type" }).nullish(),
    tags: ingestedTags.optional(),
  })
  .describe("From what");

const location = z
  .strictObject({
    countryCode: z
      .string("is not text")
      .regex(/^[A-Z]{2}$/, "is not two capital letters")
      .nullish(),
    city: ingestedText(256).nullish(),
    region: ingestedText(256).nullish(),
    latitude: z.number().min(-90, "is not a latitude").max(90, "is not a latitude").nullish(),
    longitude: z.number().min(-180, "is not a longitude").max(180, "is not a longitude").nullish(),
    organization: ingestedText(256).nullish().describe("The network's owner"),
    anonymousProxy: ingestedFlag.optional(),
  })
  .describe("From where, as far as the sender knows");

const object = z.strictObject({
  id: ingestedText(512),
  name: ingestedText(512),
  objType: ingestedInteger.optional().describe("1 object or site, 21 user, 23 account; 1 when left out"),
  isFile: ingestedFlag.optional().describe("Whether it is a file or folder"),
});

/** An activity as a sender gives it. Unknown fields are refused, so that nothing is lost unnoticed. */
export const ingestedActivity = z.strictObject({
  id: recordId.describe("The sender's own id: sending it again changes nothing"),
  timestamp: ingestedMoment.describe("When it happened: milliseconds since 1970, or ISO 8601"),
  appId: ingestedInteger,
  appName: ingestedText(256),
  instance: ingestedInteger.optional().describe("The app's instance; 0 when left out"),
  eventType: ingestedText(128).describe("The kind of event, such as EVENT_CATEGORY_DOWNLOAD_FILE"),
  actionType: ingestedText(128).describe("The app's own name of the action, such as FileDownloaded"),
  description: ingestedText(4000).nullish().describe("Made of action and app when left out"),
  user: user.nullish(),
  device: device.nullish(),
  location: location.nullish(),
  objects: z
    .array(object, "is not a list")
    .max(20, "has more than 20 values")
    .optional()
    .describe("What it was done to"),
  isAdminEvent: ingestedFlag.optional(),
  impersonated: ingestedFlag.optional().describe("Whether somebody acted for somebody else"),
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
