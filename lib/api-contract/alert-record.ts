import { z } from "zod";
import { timestamp } from "./envelope";

const entity = z.object({
  type: z.string().describe("account, user, device, service, policyRule, file, groupTag, ip or country"),
  id: z.union([z.string(), z.number()]).describe("An app's number for service, text otherwise"),
  label: z.string(),
  inst: z.number().int().optional(),
  saas: z.number().int().optional(),
  pa: z.string().optional().describe("Principal address of an account"),
  em: z.string().optional().describe("E-mail address of an account"),
  entityType: z.number().int().optional(),
  entityRole: z.enum(["Source", "Related"]).optional(),
  policyType: z.string().optional(),
});

/** An alert on the wire. Enums are numbers; names are those that published clients read. */
export const alertRecord = z.object({
  _id: z.string().regex(/^[0-9a-f]{24}$/),
  idValue: z.number().int().describe("The alert's type"),
  contextId: z.string(),
  timestamp: timestamp.describe("When it was raised, in milliseconds since 1970"),
  title: z.string(),
  description: z.string(),
  isMarkdown: z.boolean(),
  isSystemAlert: z.boolean(),
  isPreview: z.boolean(),
  severityValue: z.number().int().min(0).max(3).describe("0 low, 1 medium, 2 high, 3 informational"),
  statusValue: z.number().int().min(0).max(2).describe("0 unread, 1 read, 2 archived"),
  resolutionStatusValue: z
    .number()
    .int()
    .min(0)
    .max(5)
    .describe("0 open, 1 dismissed, 2 resolved, 3 false positive, 4 benign, 5 true positive"),
  stories: z
    .array(z.number().int())
    .describe(
      "0 threat detection, 1 privileged account monitoring, 2 compliance, 3 DLP, 4 discovery, 5 sharing control, 7 access control, 8 configuration monitoring",
    ),
  intent: z.array(z.number().int()).describe("Intents from 0 unknown to 13 impact, in the order of an attack"),
  evidence: z.array(z.string()),
  threatScore: z.number().int(),
  audits: z.array(z.string()).describe("Ids of the activities that raised it"),
  entities: z.array(entity),
  policy: z
    .object({
      id: z.string(),
      label: z.string(),
      policyType: z.string(),
      type: z.literal("policyRule"),
    })
    .nullable(),
  comment: z.string().nullable(),
  handledByUser: z.string().nullable().describe("Who closed it"),
  resolveTime: z.string().nullable().describe("When it was closed, ISO 8601; null while open"),
  URL: z.string().describe("The alert in the portal"),
});
export type AlertRecord = z.infer<typeof alertRecord>;

export const alertExample: AlertRecord = {
  _id: "64b0c0ffee0000000000abcd",
  idValue: 15728642,
  contextId: "0f8fad5b-d9cb-469f-a165-70867728950e",
  timestamp: 1767225600000,
  title: "Mass download by a single user",
  description: "Megan Bowen downloaded 400 files from OneDrive within 12 minutes.",
  isMarkdown: false,
  isSystemAlert: false,
  isPreview: false,
  severityValue: 2,
  statusValue: 0,
  resolutionStatusValue: 0,
  stories: [0],
  intent: [11],
  evidence: ["400 files in 12 minutes", "First use of this address"],
  threatScore: 40,
  audits: ["k3v9x2m7q1w8z5t0r4ya"],
  entities: [
    {
      type: "account",
      id: "megan.bowen@contoso.example",
      inst: 0,
      saas: 11161,
      label: "Megan Bowen",
      pa: "megan.bowen@contoso.example",
      em: "megan.bowen@contoso.example",
      entityType: 2,
      entityRole: "Source",
    },
    {
      type: "service",
      id: 15600,
      label: "Microsoft OneDrive for Business",
      entityRole: "Related",
    },
  ],
  policy: null,
  comment: null,
  handledByUser: null,
  resolveTime: null,
  URL: "https://contoso.portal.example.com/#/alerts/64b0c0ffee0000000000abcd",
};
