import { describe, expect, test } from "vitest";
import type { AuditEvent } from "../domain/audit-event";
import { csvFile, jsonFile } from "./event-file";

function eventNamed(name: string): AuditEvent {
  return {
    id: "0190d3a1-0000-7000-8000-000000000001",
    at: new Date("2026-11-23T14:00:00.123Z"),
    action: "token.revoked",
    actor: { kind: "member", id: "m1", name, role: "security-operator" },
    target: { kind: "token", id: "QwErTyUiOp12", name: "SIEM" },
    ip: "192.0.2.1",
    userAgent: "curl/8.9.1",
    requestId: "r1",
    detail: {},
  };
}

describe("the CSV file", () => {
  test.each([
    ['=HYPERLINK("http://attacker.example")', `"'=HYPERLINK(""http://attacker.example"")"`],
    ["+1+1", "'+1+1"],
    ["-2+3", "'-2+3"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1", "'\t=1"],
    ["＝1+1", "'＝1+1"],
  ])("B-11: turns the formula %s into text", (name, written) => {
    expect(csvFile.body([eventNamed(name)], true)).toContain(`,${written},security-operator,`);
  });

  test("keeps what is no formula, in any script", () => {
    expect(csvFile.body([eventNamed("林佳穎 (SOC)")], true)).toContain(",林佳穎 (SOC),");
  });

  test("quotes commas, quotes and line breaks, and ends lines as RFC 4180 says", () => {
    const body = csvFile.body([eventNamed('Doe, "Jo"\nSmith')], true);
    expect(body).toContain(',"Doe, ""Jo""\nSmith",');
    expect(body.endsWith("\r\n")).toBe(true);
  });

  test("begins with the byte order mark and the names of its columns", () => {
    expect(csvFile.head.startsWith("\uFEFFat,action,actor_kind,")).toBe(true);
    expect(csvFile.head.endsWith("\r\n")).toBe(true);
  });
});

describe("the JSON file", () => {
  test("is one array, however many batches it came in", () => {
    const text =
      jsonFile.head +
      jsonFile.body([eventNamed("a"), eventNamed("b")], true) +
      jsonFile.body([eventNamed("c")], false) +
      jsonFile.tail;
    const events: { at: string; actor: { name: string } }[] = JSON.parse(text);
    expect(events.map(({ actor }) => actor.name)).toEqual(["a", "b", "c"]);
    expect(events[0]?.at).toBe("2026-11-23T14:00:00.123Z");
  });

  test("is an empty array without events", () => {
    expect(JSON.parse(jsonFile.head + jsonFile.tail)).toEqual([]);
  });
});
