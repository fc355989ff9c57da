import { z } from "zod";
import { ingestMaximum } from "../domain/ingested";
import { ingestedActivity } from "../domain/ingested-activity";
import type { Endpoint } from "./endpoint";
import { listOrOne } from "./fields";

/** One activity is checked by itself, so that a bad one is refused alone; the form is documented all the same. */
const { $schema: _dialect, ...activityForm } = z.toJSONSchema(ingestedActivity, {
  io: "input",
  unrepresentable: "any",
});

export const ingestAnswer = z.object({
  accepted: z.number().int().describe("How many were stored"),
  duplicates: z.number().int().describe("How many came with an id that was there before: those changed nothing"),
  refused: z
    .array(
      z.object({
        index: z.number().int().describe("Its place in the request, from 0"),
        id: z.string().nullable(),
        errors: z.array(z.object({ field: z.string(), error: z.string() })),
      }),
    )
    .describe("Those that were not stored, each with what is wrong"),
});

export const activityIngestEndpoints = {
  ingestActivities: {
    group: "Activities",
    title: "Ingest activities",
    summary: `Stores what your own programs observed, up to ${ingestMaximum} activities in a request. Each has an id of your choice, so that a request may be repeated: what is there already stays as it is. A bad activity is refused alone, with its reasons; the others are stored. The tenant's IP ranges say what each address is, and its policies raise their alerts on what is stored, before the answer comes.`,
    methods: ["POST"],
    path: "/api/v1/activities/ingest/",
    aliases: ["/api/activities/ingest/"],
    access: "activity:ingest",
    parameters: {},
    recordsIn: "activities",
    bodyMaximum: 1024 * 1024,
    input: {
      kind: "fields",
      fields: z.object({
        activities: listOrOne(z.unknown().meta(activityForm), ingestMaximum)
          .refine((activities) => activities.length > 0, { error: "is needed" })
          .describe(`The activities, 1 to ${ingestMaximum}. The body may hold up to 1 MiB`),
      }),
    },
    output: ingestAnswer,
    errors: [{ status: 400, when: "None of the activities could be read; refused says why." }],
    example: {
      path: "/api/v1/activities/ingest/",
      body: {
        activities: [
          {
            id: "crm-2026-01-01-000001",
            timestamp: 1767225600000,
            appId: 11114,
            appName: "Salesforce",
            eventType: "EVENT_CATEGORY_EXPORT",
            actionType: "ReportExported",
            user: { userName: "megan.bowen@contoso.example", displayName: "Megan Bowen" },
            device: { clientIP: "203.0.113.24", type: "DESKTOP" },
            location: { countryCode: "GB" },
          },
        ],
      },
      response: { accepted: 1, duplicates: 0, refused: [] },
    },
  },
} as const satisfies Record<string, Endpoint>;
