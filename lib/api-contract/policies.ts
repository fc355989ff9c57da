import { z } from "zod";
import { policyList } from "../domain/policy-list";
import type { Endpoint } from "./endpoint";
import { listOf, timestamp } from "./envelope";

export const policyRecord = z.object({
  _id: z.string().describe("24 hexadecimal digits"),
  policyType: z.string().describe("What it watches, as alerts name it"),
  name: z.string(),
  description: z.string(),
  severity: z.number().int().describe("Of its alerts: 0 low, 1 medium, 2 high"),
  enabled: z.boolean(),
  created: timestamp,
  lastModified: timestamp,
  builtIn: z.boolean().describe("Came with the tenant: it can be switched off, not deleted. This product's own field"),
  dailyAlertLimit: z.number().int().describe("Alerts on one day (UTC) at most. This product's own field"),
  matches: z.number().int().describe("Matches of the last 30 days (UTC), this one included. This product's own field"),
  openAlerts: z
    .number()
    .int()
    .describe("Its open alerts that the caller sees, counted up to 1,000. This product's own field"),
  lastAlert: timestamp
    .nullable()
    .describe("When it last raised an alert that the caller sees; null: never. This product's own field"),
  _tid: z.number().int().describe("A number that stands for the tenant"),
});
export type PolicyRecord = z.infer<typeof policyRecord>;

export const policyExample: PolicyRecord = {
  _id: "5f0c1a2b3d4e5f60718293aa",
  policyType: "FILE",
  name: "Payment cards shared outside",
  description: "Finds files with payment card numbers that people outside can open.",
  severity: 2,
  enabled: true,
  created: 1767225600000,
  lastModified: 1767225600000,
  builtIn: true,
  dailyAlertLimit: 5,
  matches: 12,
  openAlerts: 3,
  lastAlert: 1767225600000,
  _tid: 104_729,
};

export const policyReport = z.object({
  policy: policyRecord,
  days: z
    .array(
      z.object({
        day: z.string().describe("A day in UTC, such as 2026-11-23"),
        matches: z.number().int().describe("What its rule found on this day"),
        alerts: z
          .number()
          .int()
          .describe("Alerts that it raised on this day: never more than the policy's daily limit"),
      }),
    )
    .describe("The last 30 days, those without a match included, the oldest first"),
});

const id = "The policy's id, 24 hexadecimal digits";
const missing = { status: 404, when: "There is no such policy, or it is of another type." } as const;

export const policyEndpoints = {
  listPolicies: {
    group: "Policies",
    title: "List policies",
    summary: "What the tenant watches for. Alerts name the policy that raised them by its id.",
    methods: ["GET", "POST"],
    path: "/api/v1/policies/",
    aliases: [],
    access: "policy:read",
    parameters: {},
    input: { kind: "list", list: policyList },
    output: listOf(policyRecord),
    errors: [],
    example: {
      path: "/api/v1/policies/",
      body: { filters: { type: { eq: "FILE" } }, skip: 0, limit: 20 },
      response: { data: [policyExample], hasNext: false, max: 20, total: 1, moreThanTotal: false },
    },
  },
  findPolicy: {
    group: "Policies",
    title: "Fetch a policy",
    summary: "One policy by its type and id.",
    methods: ["GET"],
    path: "/api/v1/policies/:type/:id/",
    aliases: [],
    access: "policy:read",
    parameters: { type: "What it watches, such as FILE", id },
    input: { kind: "fields", fields: z.object({}) },
    output: policyRecord,
    errors: [missing],
    example: { path: `/api/v1/policies/FILE/${policyExample._id}/`, body: null, response: policyExample },
  },
  findPolicyById: {
    group: "Policies",
    title: "Fetch a policy (older)",
    summary: "What older clients call: one policy by its id alone.",
    methods: ["GET"],
    path: "/api/v1/policies/:id/",
    aliases: [],
    access: "policy:read",
    parameters: { id },
    input: { kind: "fields", fields: z.object({}) },
    output: policyRecord,
    errors: [missing],
    example: { path: `/api/v1/policies/${policyExample._id}/`, body: null, response: policyExample },
  },
  reportPolicy: {
    group: "Policies",
    title: "Fetch a policy's report",
    summary:
      "What a policy found on each of the last 30 days and how many alerts it raised. This product's own addition: the original publishes no such call.",
    methods: ["GET"],
    path: "/api/v1/policies/:id/report/",
    aliases: [],
    access: "policy:read",
    parameters: { id },
    input: { kind: "fields", fields: z.object({}) },
    output: policyReport,
    errors: [{ status: 404, when: "There is no such policy." }],
    example: {
      path: `/api/v1/policies/${policyExample._id}/report/`,
      body: null,
      response: {
        policy: policyExample,
        days: [
          { day: "2025-12-31", matches: 9, alerts: 5 },
          { day: "2026-01-01", matches: 3, alerts: 3 },
        ],
      },
    },
  },
} as const satisfies Record<string, Endpoint>;
