import { z } from "zod";
import { alertList } from "../domain/alert-list";
import { alertExample } from "./alert-record";
import type { Endpoint } from "./endpoint";
import { flag, optionalCode, optionalText } from "./fields";

const closingErrors = [
  {
    status: 400,
    when: "No filter is given, or none of the alerts named by id is open; alertsNotFound lists them.",
  },
] as const;

const comment = optionalText(4000).describe("Why, for those who read the alert later");

/** What may go along with any closing. Benign and false positive also take a reason of their own. */
const closingFields = {
  comment,
  sendFeedback: flag.describe("Whether to keep the feedback below with the alert"),
  feedbackText: optionalText(4000).describe("What could be better about this kind of alert"),
  allowContact: flag.describe("Whether whoever reads the feedback may ask back"),
  contactEmail: optionalText(254).describe("Where to ask back"),
};

const count = z.number().int().describe("How many alerts were closed");
const alertsNotFound = z
  .array(z.string())
  .optional()
  .describe("Alerts named by id that were not closed: missing, or closed before");
const closedTruePositive = z.object({
  closed_true_positive: count,
  alertsNotFound,
});
const closedFalsePositive = z.object({
  closed_false_positive: count,
  alertsNotFound,
});
const closedBenign = z.object({ closed_benign: count, alertsNotFound });

const closeExample = {
  filters: { id: { eq: [alertExample._id] } },
  comment: "Confirmed with Megan by phone",
};

const closeTruePositive = {
  input: {
    kind: "act",
    filters: alertList.filters,
    fields: z.object(closingFields),
  },
  output: closedTruePositive,
  example: {
    path: "/api/v1/alerts/close_true_positive/",
    body: closeExample,
    response: { closed_true_positive: 1 },
  },
} as const;

const closeFalsePositive = {
  input: {
    kind: "act",
    filters: alertList.filters,
    fields: z.object({
      ...closingFields,
      reasonId: optionalCode({
        0: "not of interest",
        1: "too many similar alerts",
        3: "alert is not accurate",
        4: "other",
      }),
    }),
  },
  output: closedFalsePositive,
} as const;

export const alertClosingEndpoints = {
  closeBenign: {
    group: "Alerts",
    title: "Close alerts as benign",
    summary: "Closes the open alerts that match: the activity was real and harmless. At most 5,000 in one request.",
    methods: ["POST"],
    path: "/api/v1/alerts/close_benign/",
    aliases: ["/api/alerts/close_benign/"],
    access: "alert:close",
    parameters: {},
    input: {
      kind: "act",
      filters: alertList.filters,
      fields: z.object({
        ...closingFields,
        reasonId: optionalCode({
          2: "actual severity is lower",
          4: "other",
          5: "confirmed with end user",
          6: "triggered by test",
        }),
      }),
    },
    output: closedBenign,
    errors: closingErrors,
    example: {
      path: "/api/v1/alerts/close_benign/",
      body: { ...closeExample, reasonId: 5 },
      response: { closed_benign: 1 },
    },
  },
  closeFalsePositive: {
    group: "Alerts",
    title: "Close alerts as false positive",
    summary: "Closes the open alerts that match: the alert was wrong. At most 5,000 in one request.",
    methods: ["POST"],
    path: "/api/v1/alerts/close_false_positive/",
    aliases: ["/api/alerts/close_false_positive/"],
    access: "alert:close",
    parameters: {},
    ...closeFalsePositive,
    errors: closingErrors,
    example: {
      path: "/api/v1/alerts/close_false_positive/",
      body: { ...closeExample, reasonId: 3 },
      response: { closed_false_positive: 1 },
    },
  },
  closeTruePositive: {
    group: "Alerts",
    title: "Close alerts as true positive",
    summary: "Closes the open alerts that match: the threat was real and dealt with. At most 5,000 in one request.",
    methods: ["POST"],
    path: "/api/v1/alerts/close_true_positive/",
    aliases: ["/api/alerts/close_true_positive/"],
    access: "alert:close",
    parameters: {},
    ...closeTruePositive,
    errors: closingErrors,
  },
  dismissAlerts: {
    group: "Alerts",
    title: "Dismiss alerts (obsolete)",
    summary: "What older clients call. Does and answers as closing as false positive.",
    methods: ["POST"],
    path: "/api/v1/alerts/dismiss_bulk/",
    aliases: ["/api/alerts/dismiss_bulk/"],
    access: "alert:close",
    parameters: {},
    ...closeFalsePositive,
    errors: closingErrors,
    example: {
      path: "/api/v1/alerts/dismiss_bulk/",
      body: closeExample,
      response: { closed_false_positive: 1 },
    },
  },
  resolveAlerts: {
    group: "Alerts",
    title: "Resolve alerts (obsolete)",
    summary: "What older clients call. Does and answers as closing as true positive.",
    methods: ["POST"],
    path: "/api/v1/alerts/resolve/",
    aliases: ["/api/alerts/resolve/"],
    access: "alert:close",
    parameters: {},
    ...closeTruePositive,
    errors: closingErrors,
    example: {
      path: "/api/v1/alerts/resolve/",
      body: closeExample,
      response: { closed_true_positive: 1 },
    },
  },
  dismissAlert: {
    group: "Alerts",
    title: "Dismiss one alert (obsolete)",
    summary: "What older clients call. Closes this alert as false positive.",
    methods: ["POST"],
    path: "/api/v1/alerts/:id/dismiss/",
    aliases: ["/api/alerts/:id/dismiss/"],
    access: "alert:close",
    parameters: { id: "The alert's id, 24 hexadecimal digits" },
    input: { kind: "fields", fields: z.object({ comment }) },
    output: closedFalsePositive,
    errors: [
      {
        status: 400,
        when: "The alert is not open, or there is no such alert; alertsNotFound names it.",
      },
    ],
    example: {
      path: `/api/v1/alerts/${alertExample._id}/dismiss/`,
      body: { comment: "Seen before" },
      response: { closed_false_positive: 1 },
    },
  },
} as const satisfies Record<string, Endpoint>;
