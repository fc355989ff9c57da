import { z } from "zod";
import { uploadList, uploadStates, uploadSummary, uploadUrlMinutes } from "../domain/discovery-upload";
import type { Endpoint } from "./endpoint";
import { listOf, timestamp } from "./envelope";
import { flag, optionalFlag, requiredText } from "./fields";

/** The URL in the examples; a real one is signed. */
export const uploadUrlExample =
  "https://contoso.portal.example.com/api/v1/discovery/upload/0193b0c0-ffee-7000-8000-0000000000aa/0193b0c0-ffee-7000-8000-0000000000ab?expires=1767229200&signature=…";

const uploadRecord = z.object({
  _id: z.string(),
  streamId: z.string().nullable().describe("The report that the file went into; null until done_upload"),
  state: z.enum(uploadStates).describe("open until done_upload, then queued, parsing, and done or failed"),
  fileName: z.string(),
  source: z.string(),
  openedAt: timestamp,
  openedBy: z.string(),
  finishedAt: timestamp.nullable().describe("When done_upload was called"),
  parsedAt: timestamp.nullable().describe("When the parsing ended"),
  sizeBytes: z.number().int().nullable(),
  bytesRead: z.number().int().describe("How far the parsing is, out of sizeBytes"),
  summary: uploadSummary.nullable().describe("What became of the lines"),
  failure: z.string().nullable().describe("Why the file could not be parsed"),
});

const noFailures = { failures: [], failuresByCode: {} };

export const discoveryUploadEndpoints = {
  openUpload: {
    group: "Cloud Discovery",
    title: "Upload a log, step 1: get a URL",
    summary: `Answers a URL of the tenant's own that takes one file for ${uploadUrlMinutes} minutes. Step 2 needs no token: PUT the file there, up to 5 GB, as one body (with or without Content-Length) or in Azure block parts; for example curl -T access.log -H 'x-ms-blob-type: BlockBlob' '<url>'. The answer is 201. Logs may be text, gzip or zip.`,
    methods: ["GET"],
    path: "/api/v1/discovery/upload_url/",
    aliases: ["/api/discovery/upload_url/"],
    access: "discovery:upload",
    parameters: {},
    input: {
      kind: "fields",
      fields: z.object({
        filename: requiredText(255).describe("Name of the file, as people shall see it"),
        source: requiredText(64).describe(
          "What wrote the log, such as SQUID, PALO_ALTO or GENERIC_W3C; OTHER or CUSTOM_PARSER when the data source has a custom parser",
        ),
      }),
    },
    output: z.object({
      url: z.string().describe("Where to PUT the file; also what step 3 wants"),
      provider: z.literal("azure").describe("How the file may be sent"),
    }),
    errors: [
      {
        status: 400,
        when: "The source is unknown, or has no parser of its own and no data source has a custom one; the answer says which.",
      },
      { status: 409, when: "Too many uploads are open." },
    ],
    example: {
      path: "/api/v1/discovery/upload_url/?filename=access.log&source=SQUID",
      body: null,
      response: { url: uploadUrlExample, provider: "azure" },
    },
  },
  finishUpload: {
    group: "Cloud Discovery",
    title: "Upload a log, step 3: finish",
    summary:
      "Gives the file to a data source, or to a snapshot report with uploadAsSnapshot, and parses it in the background; either is made when there is none of that name. A second call for the same file changes nothing. List uploads tells how far the parsing is.",
    methods: ["POST"],
    path: "/api/v1/discovery/done_upload/",
    aliases: ["/api/discovery/done_upload/"],
    access: "discovery:upload",
    parameters: {},
    input: {
      kind: "fields",
      fields: z.object({
        uploadUrl: requiredText(2048).describe("The URL of step 1, as it came"),
        inputStreamName: requiredText(100).describe("The data source, by name or id, or the name of the snapshot"),
        uploadAsSnapshot: flag.describe("Whether the file makes a report of its own"),
        anonymizeUsers: optionalFlag.describe(
          "Whether user names are kept encrypted only; missing: as the data source or the tenant says",
        ),
      }),
    },
    output: z.object({}),
    errors: [
      {
        status: 400,
        when: "The URL is none that step 1 gave out, nothing was sent to it, or neither the source nor the data source has a parser.",
      },
    ],
    example: {
      path: "/api/v1/discovery/done_upload/",
      body: { uploadUrl: uploadUrlExample, inputStreamName: "Proxy Taipei", uploadAsSnapshot: false },
      response: {},
    },
  },
  listUploads: {
    group: "Cloud Discovery",
    title: "List uploads",
    summary:
      "The log files that were sent, the latest first: how far each is, what became of its lines, and the first failed ones with line number and reason.",
    methods: ["GET", "POST"],
    path: "/api/v1/discovery/uploads/",
    aliases: ["/api/discovery/uploads/"],
    access: "discovery:read",
    parameters: {},
    input: { kind: "list", list: uploadList },
    output: listOf(uploadRecord),
    errors: [],
    example: {
      path: "/api/v1/discovery/uploads/",
      body: { filters: { state: { eq: ["done", "failed"] } }, limit: 10 },
      response: {
        data: [
          {
            _id: "0193b0c0-ffee-7000-8000-0000000000ab",
            streamId: "5fd1c2a4b3e09d7788aa0102",
            state: "done",
            fileName: "access.log",
            source: "SQUID",
            openedAt: 1767225600000,
            openedBy: "Adele Vance",
            finishedAt: 1767225660000,
            parsedAt: 1767225663000,
            sizeBytes: 2411724,
            bytesRead: 2411724,
            summary: {
              lines: 20000,
              skipped: 0,
              failed: 0,
              parsed: 20000,
              tooOld: 0,
              futureDated: 0,
              internalOnly: 800,
              uncatalogued: 3100,
              catalogued: 16100,
              ...noFailures,
            },
            failure: null,
          },
        ],
        hasNext: false,
        max: 10,
        total: 1,
        moreThanTotal: false,
      },
    },
  },
} as const satisfies Record<string, Endpoint>;
