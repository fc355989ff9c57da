import { z } from "zod";
import { ingestedFlag, ingestedInteger, ingestedMoment, ingestedTags, ingestedText } from "./ingested";

const owner = z
  .strictObject({
    userName: ingestedText(320).describe("The account's name in the app, usually an e-mail address"),
    displayName: ingestedText(256).nullish(),
    orgUnit: ingestedText(256).nullish(),
    isExternal: ingestedFlag.nullish(),
  })
  .describe("Whose it is");

const collaborator = z.strictObject({
  kind: z.enum(["user", "group", "domain"], { error: "is not user, group or domain" }),
  id: ingestedText(320).describe("The account's name, the group's id, or the domain"),
  name: ingestedText(256).nullish(),
  isExternal: ingestedFlag.optional(),
});

/** A file or folder as a sender gives it. Unknown fields are refused, so that nothing is lost unnoticed. */
export const ingestedFile = z.strictObject({
  id: ingestedText(512).describe("The app's own id, such as site|item: telling of it again replaces what was known"),
  appId: ingestedInteger,
  appName: ingestedText(256),
  instance: ingestedInteger.optional().describe("The app's instance; 0 when left out"),
  name: ingestedText(512),
  fileType: z
    .literal([0, 1, 2, 3, 4, 5, 6], { error: "is not one of 0 to 6" })
    .optional()
    .describe("0 other, 1 document, 2 spreadsheet, 3 presentation, 4 text, 5 image, 6 folder; by the name's extension"),
  mimeType: ingestedText(256).nullish(),
  fileSize: z.int("is not a whole number").min(0, "is less than 0").nullish().describe("In bytes"),
  createdDate: ingestedMoment,
  modifiedDate: ingestedMoment,
  owner: owner.nullish(),
  sharing: z
    .literal([0, 1, 2, 3, 4], { error: "is not one of 0 to 4" })
    .optional()
    .describe("0 private (when left out), 1 internal, 2 external, 3 public, 4 public on the internet"),
  collaborators: z
    .array(collaborator, "is not a list")
    .max(200, "has more than 200 values")
    .optional()
    .describe("With whom it is shared"),
  parentIds: ingestedTags.optional().describe("Ids of the folders that it lies in, the nearest first"),
  filePath: ingestedText(2048).nullish(),
  alternateLink: z
    .url({ protocol: /^https?$/, error: "is not a URL" })
    .max(2048)
    .nullish(),
  trashed: ingestedFlag.optional(),
  quarantined: ingestedFlag.optional(),
  policies: ingestedTags.optional().describe("Ids of policies that it matched"),
  fileLabels: ingestedTags.optional(),
  fileScanLabels: ingestedTags.optional().describe("What its inspection warned of"),
});
export type IngestedFile = z.output<typeof ingestedFile>;
