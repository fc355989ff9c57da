import { z } from "zod";
import { activityList } from "../domain/activity-list";
import { activityExample, activityRecord } from "./activity-record";
import type { Endpoint } from "./endpoint";
import { scannableListOf } from "./envelope";
import { flag, optionalText } from "./fields";

const activityId = { id: "The activity's id: anything but a slash" } as const;
const missing = { status: 404, when: "There is no such activity." } as const;
const envelope = scannableListOf(activityRecord);

export const activityEndpoints = {
  listActivities: {
    group: "Activities",
    title: "List activities",
    summary:
      "What people and programs did, the latest first. For more than 5,000 records send isScan: true, and each answer's nextQueryFilters as the filters of the next request, until hasNext is false. A page of a scan may hold less than its limit, or nothing, while hasNext is true.",
    methods: ["GET", "POST"],
    path: "/api/v1/activities/",
    aliases: ["/api/v1/activities_kusto/", "/api/activities/"],
    access: "activity:read",
    parameters: {},
    input: { kind: "list", list: activityList },
    output: envelope,
    errors: [],
    example: {
      path: "/api/v1/activities/",
      body: {
        filters: { service: { eq: [15600] }, date: { gte_ndays: 30 } },
        limit: 100,
      },
      response: {
        data: [activityExample],
        hasNext: false,
        max: 100,
        total: 1,
        moreThanTotal: false,
      },
    },
  },
  findActivity: {
    group: "Activities",
    title: "Fetch an activity",
    summary: "One activity by its id.",
    methods: ["GET"],
    path: "/api/v1/activities/:id/",
    aliases: ["/api/v1/activities_kusto/:id/", "/api/activities/:id/"],
    access: "activity:read",
    parameters: activityId,
    input: { kind: "fields", fields: z.object({}) },
    output: activityRecord,
    errors: [missing],
    example: {
      path: `/api/v1/activities/${activityExample._id}/`,
      body: null,
      response: activityExample,
    },
  },
  giveFeedback: {
    group: "Activities",
    title: "Give feedback on an activity",
    summary: "Keeps what you say about an activity with it; the last word stands. Answers a list of this one activity.",
    methods: ["POST"],
    path: "/api/v1/activities/:id/feedback/",
    aliases: ["/api/v1/activities_kusto/:id/feedback/", "/api/activities/:id/feedback/"],
    access: "activity:read",
    parameters: activityId,
    input: {
      kind: "fields",
      fields: z
        .object({
          feedback: optionalText(100).describe("What it is worth, as a short text or number"),
          feedbackValue: optionalText(100).describe("The same under its other documented name"),
          feedbackText: optionalText(4000).describe("More about it"),
          allowContact: flag.describe("Whether whoever reads the feedback may ask back"),
          contactEmail: optionalText(254).describe("Where to ask back"),
        })
        .refine((fields) => fields.feedback !== null || fields.feedbackValue !== null, {
          error: "is needed",
          path: ["feedback"],
        }),
    },
    output: envelope,
    errors: [missing],
    example: {
      path: `/api/v1/activities/${activityExample._id}/feedback/`,
      body: { feedback: "0", feedbackText: "Expected: quarterly export" },
      response: {
        data: [activityExample],
        hasNext: false,
        max: 100,
        total: 1,
        moreThanTotal: false,
      },
    },
  },
} as const satisfies Record<string, Endpoint>;
