import { z } from "zod";
import { timestamp } from "./envelope";

const place = z.object({
  countryCode: z.string().nullable(),
  city: z.string().nullable(),
  region: z.string().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  organizationSearchable: z.string().nullable().describe("The network's owner"),
  anonymousProxy: z.boolean(),
  isSatelliteProvider: z.boolean(),
  category: z
    .number()
    .int()
    .describe("0 none, 1 corporate, 2 administrative, 3 risky, 4 VPN, 5 cloud provider, 6 other"),
  categoryValue: z.string(),
});

const actor = z.object({
  id: z.string(),
  name: z.string(),
  objType: z.number().int(),
  role: z.number().int(),
  saasId: z.number().int(),
  instanceId: z.number().int(),
  resolved: z.boolean(),
  tags: z.array(z.string()),
});

const displayed = z.object({
  displayName: z.string(),
  id: z.object({
    id: z.string(),
    saas: z.number().int(),
    inst: z.number().int(),
  }),
  resolved: z.boolean(),
});

/** An activity on the wire. The vendor does not document it: the fields are those that published clients read. */
export const activityRecord = z.object({
  _id: z.string(),
  uid: z.string(),
  appId: z.number().int(),
  saasId: z.number().int(),
  appName: z.string(),
  instantiation: timestamp,
  timestamp: timestamp.describe("When it happened, in milliseconds since 1970"),
  timestampRaw: timestamp,
  created: timestamp.describe("When it was stored, in milliseconds since 1970"),
  createdRaw: timestamp,
  eventTypeName: z.string().describe("The kind of event, such as EVENT_CATEGORY_DOWNLOAD_FILE"),
  eventTypeValue: z.string().describe("The app's own event, such as EVENT_ADALLOM_FILE_DOWNLOADED"),
  description: z.string(),
  severity: z.literal("INFO"),
  source: z
    .number()
    .int()
    .describe("0 access control, 1 session control, 2 app connector, 3 app connector analysis, 5 discovery, 6 MDATP"),
  user: z.object({
    userName: z.string().nullable(),
    userTags: z.array(z.string()),
    orgUnit: z.string().nullable(),
  }),
  device: z.object({
    clientIP: z.string().nullable(),
    userAgent: z.string(),
    countryCode: z.string().nullable(),
    type: z.string().nullable(),
    tags: z.array(z.string()),
  }),
  location: place,
  userAgent: z.object({
    family: z.string(),
    browser: z.string(),
    os: z.string(),
    operatingSystem: z.object({ name: z.string() }),
    deviceType: z.string().nullable(),
    nativeBrowser: z.boolean(),
    tags: z.array(z.string()),
  }),
  mainInfo: z.object({
    rawOperationName: z.string(),
    prettyOperationName: z.string(),
    eventObjects: z.array(actor.extend({ link: z.string().nullable() })),
  }),
  resolvedActor: actor.nullable(),
  entityData: z
    .object({
      "0": displayed.nullable(),
      "1": displayed.nullable(),
      "2": displayed.nullable(),
    })
    .describe("0 the user, 1 the object, 2 a second object. An object, never a list"),
  internals: z.object({ otherIPs: z.array(z.string()) }),
  isAdminEvent: z.boolean(),
  impersonated: z.boolean(),
  takenAction: z.string().nullable(),
  alertId: z.string().nullable(),
  policyId: z.string().nullable(),
});
export type ActivityRecord = z.infer<typeof activityRecord>;

const megan = {
  id: "megan.bowen@contoso.example",
  name: "Megan Bowen",
  objType: 23,
  role: 4,
  saasId: 15600,
  instanceId: 0,
  resolved: true,
  tags: [],
};

export const activityExample: ActivityRecord = {
  _id: "k3v9x2m7q1w8z5t0r4ya",
  uid: "k3v9x2m7q1w8z5t0r4ya",
  appId: 15600,
  saasId: 15600,
  appName: "Microsoft OneDrive for Business",
  instantiation: 1767225602000,
  timestamp: 1767225600000,
  timestampRaw: 1767225600000,
  created: 1767225602000,
  createdRaw: 1767225602000,
  eventTypeName: "EVENT_CATEGORY_DOWNLOAD_FILE",
  eventTypeValue: "FileDownloaded",
  description: "Download file: file plan.docx",
  severity: "INFO",
  source: 2,
  user: {
    userName: "megan.bowen@contoso.example",
    userTags: [],
    orgUnit: "Finance",
  },
  device: {
    clientIP: "203.0.113.24",
    userAgent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64)",
    countryCode: "GB",
    type: "DESKTOP",
    tags: [],
  },
  location: {
    countryCode: "GB",
    city: "London",
    region: "England",
    latitude: 51.5,
    longitude: -0.12,
    organizationSearchable: "Contoso Net",
    anonymousProxy: false,
    isSatelliteProvider: false,
    category: 1,
    categoryValue: "CORPORATE",
  },
  userAgent: {
    family: "CHROME",
    browser: "Chrome",
    os: "Windows 10",
    operatingSystem: { name: "Windows 10" },
    deviceType: "DESKTOP",
    nativeBrowser: false,
    tags: [],
  },
  mainInfo: {
    rawOperationName: "FileDownloaded",
    prettyOperationName: "File downloaded",
    eventObjects: [{ ...megan, link: null }],
  },
  resolvedActor: megan,
  entityData: {
    "0": {
      displayName: megan.name,
      id: { id: megan.id, saas: 15600, inst: 0 },
      resolved: true,
    },
    "1": null,
    "2": null,
  },
  internals: { otherIPs: [] },
  isAdminEvent: false,
  impersonated: false,
  takenAction: null,
  alertId: null,
  policyId: null,
};
