import { z } from "zod";
import { alertList } from "../domain/alert-list";
import { alertExample, alertRecord } from "./alert-record";
import type { Endpoint } from "./endpoint";
import { listOf } from "./envelope";

const alertId = { id: "The alert's id, 24 hexadecimal digits" } as const;

export const alertEndpoints = {
  listAlerts: {
    group: "Alerts",
    title: "List alerts",
    summary:
      "The alerts that the token's issuer may see, the latest first. Cloud Discovery roles see discovery alerts.",
    methods: ["GET", "POST"],
    path: "/api/v1/alerts/",
    aliases: ["/api/alerts/"],
    access: "alert:read",
    parameters: {},
    input: { kind: "list", list: alertList },
    output: listOf(alertRecord),
    errors: [],
    example: {
      path: "/api/v1/alerts/",
      body: {
        filters: { severity: { eq: [2] }, date: { gte_ndays: 7 } },
        limit: 10,
        sortDirection: "desc",
      },
      response: {
        data: [alertExample],
        hasNext: false,
        max: 10,
        total: 1,
        moreThanTotal: false,
      },
    },
  },
  findAlert: {
    group: "Alerts",
    title: "Fetch an alert",
    summary: "One alert by its id.",
    methods: ["GET"],
    path: "/api/v1/alerts/:id/",
    aliases: ["/api/alerts/:id/"],
    access: "alert:read",
    parameters: alertId,
    input: { kind: "fields", fields: z.object({}) },
    output: alertRecord,
    errors: [
      {
        status: 404,
        when: "There is no such alert, or it is not among those that the issuer may see.",
      },
    ],
    example: {
      path: `/api/v1/alerts/${alertExample._id}/`,
      body: null,
      response: alertExample,
    },
  },
  markAlertRead: {
    group: "Alerts",
    title: "Mark an alert read",
    summary: "Answers the alert as it is then. Reading permission is enough.",
    methods: ["POST"],
    path: "/api/v1/alerts/:id/read/",
    aliases: ["/api/alerts/:id/read/"],
    access: "alert:read",
    parameters: alertId,
    input: { kind: "fields", fields: z.object({}) },
    output: alertRecord,
    errors: [{ status: 404, when: "There is no such alert." }],
    example: {
      path: `/api/v1/alerts/${alertExample._id}/read/`,
      body: null,
      response: { ...alertExample, statusValue: 1 },
    },
  },
  markAlertUnread: {
    group: "Alerts",
    title: "Mark an alert unread",
    summary: "Answers the alert as it is then. Reading permission is enough.",
    methods: ["POST"],
    path: "/api/v1/alerts/:id/unread/",
    aliases: ["/api/alerts/:id/unread/"],
    access: "alert:read",
    parameters: alertId,
    input: { kind: "fields", fields: z.object({}) },
    output: alertRecord,
    errors: [{ status: 404, when: "There is no such alert." }],
    example: {
      path: `/api/v1/alerts/${alertExample._id}/unread/`,
      body: null,
      response: alertExample,
    },
  },
} as const satisfies Record<string, Endpoint>;
