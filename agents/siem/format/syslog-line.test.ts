import { expect, test } from "vitest";
import type { SiemEvent } from "@/lib/domain/siem-feed";
import { syslogLine } from "./syslog-line";

const event: SiemEvent = {
  kind: "alert",
  id: "65e2f0a1",
  at: Date.UTC(2026, 2, 2, 21, 10, 2, 22),
  signature: "ALERT_CABINET_EVENT_MATCH_AUDIT",
  name: "New admin users",
  description: "",
  severity: 1,
  user: null,
  apps: [],
  ip: null,
  riskScore: null,
  activityIds: [],
  policyIds: [],
  portalUrl: "",
  record: { _id: "65e2f0a1", title: "two\u2028lines" },
};
const sender = { hostName: "agent01", agentVersion: "1.0.0" };
const plain = { format: "generic-cef", includePriority: true, includeSystemName: true } as const;

test.each([
  ["rfc5424", "<108>2026-03-02T21:10:02.022Z agent01 CEF:0|"],
  ["rfc3164", "<108>Mar 02 21:10:02 agent01 CEF:0|"],
  ["rfc3164-year", "<108>Mar 02 2026 21:10:02 agent01 CEF:0|"],
] as const)("the time format %s begins a line as documented", (timeFormat, start) => {
  expect(syslogLine(event, { ...plain, timeFormat }, sender)).toContain(start);
});

test("priority and system name are left out where the configuration says so", () => {
  const settings = { ...plain, timeFormat: "rfc5424", includePriority: false, includeSystemName: false } as const;
  expect(syslogLine(event, settings, sender)).toMatch(/^2026-03-02T21:10:02.022Z CEF:0\|/);
});

test("JSON is the record of the REST API in one line", () => {
  const line = syslogLine(event, { ...plain, format: "json", timeFormat: "rfc5424" }, sender);
  expect(line).not.toMatch(/[\u2028\n]/);
  expect(JSON.parse(line.slice(line.indexOf("{")))).toEqual({ kind: "alert", ...event.record });
});
