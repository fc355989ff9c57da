import fc from "fast-check";
import { expect, test } from "vitest";
import type { SiemEvent } from "@/lib/domain/siem-feed";
import { cefLine } from "./cef";

const activity: SiemEvent = {
  kind: "activity",
  id: "1772442907000_0f3a",
  at: 1772442907000,
  signature: "EVENT_CATEGORY_CREATE_USER",
  name: "Create user",
  description: "Create user: user u-881",
  user: "ana@example.com",
  apps: [{ id: 10980, name: "Okta" }],
  ip: "192.0.2.45",
  userAgent: "curl/8",
  targetObjects: ["u-881"],
  policyIds: [],
  portalUrl: "https://casb.example.com/#/audits?activity.id=eq(1772442907000_0f3a,)",
};

const alert: SiemEvent = {
  kind: "alert",
  id: "65e2f0a1",
  at: 1772442960000,
  signature: "ALERT_CABINET_EVENT_MATCH_AUDIT",
  name: "New admin users",
  description: "Activity policy ''New admin users'' was triggered by ''ana@example.com''",
  severity: 1,
  user: "ana@example.com",
  apps: [{ id: 10980, name: "Okta" }],
  ip: "192.0.2.45",
  riskScore: null,
  activityIds: ["1772442907000_0f3a"],
  policyIds: ["59f0ab82"],
  portalUrl: "https://casb.example.com/#/alerts/65e2f0a1",
};

test("an activity is the line that the original agent writes", () => {
  expect(cefLine(activity, "1.0.0")).toBe(
    'CEF:0|MCAS|SIEM_Agent|1.0.0|EVENT_CATEGORY_CREATE_USER|Create user|0|externalId=1772442907000_0f3a rt=1772442907000 start=1772442907000 end=1772442907000 msg=Create user: user u-881 suser=ana@example.com destinationServiceName=Okta dvc=192.0.2.45 requestClientApplication=curl/8 cs1Label=portalURL cs1=https://casb.example.com/#/audits?activity.id\\=eq(1772442907000_0f3a,) cs2Label=uniqueServiceAppIds cs2=APPID_OKTA cs3Label=targetObjects cs3=u-881 cs4Label=policyIDs cs4= c6a1Label="Device IPv6 Address" c6a1=',
  );
});

test("an alert is the line that the original agent writes", () => {
  expect(cefLine(alert, "1.0.0")).toBe(
    "CEF:0|MCAS|SIEM_Agent|1.0.0|ALERT_CABINET_EVENT_MATCH_AUDIT|New admin users|6|externalId=65e2f0a1 rt=1772442960000 start=1772442960000 end=1772442960000 msg=Activity policy ''New admin users'' was triggered by ''ana@example.com'' suser=ana@example.com destinationServiceName=Okta src=192.0.2.45 cn1Label=riskScore cn1= cs1Label=portalURL cs1=https://casb.example.com/#/alerts/65e2f0a1 cs2Label=uniqueServiceAppIds cs2=APPID_OKTA cs3Label=relatedAudits cs3=1772442907000_0f3a cs4Label=policyIDs cs4=59f0ab82 c6a1Label=\"Device IPv6 Address\" c6a1=",
  );
});

test("an IPv6 address stands in its own field and leaves the IPv4 field empty", () => {
  const line = cefLine({ ...activity, ip: "2001:db8::5" }, "1.0.0");
  expect(line).toContain(" dvc= ");
  expect(line).toMatch(/ c6a1=2001:db8::5$/);
});

test.each([
  [0, 3],
  [1, 6],
  [2, 9],
  [3, 1],
])("an alert of the API's severity %i has CEF severity %i", (severity, cef) => {
  expect(cefLine({ ...alert, severity }, "1.0.0")).toContain(`|New admin users|${cef}|`);
});

/** Splits a line by the rules of the format alone: pipes and equal signs that are not escaped. */
function parse(line: string): { header: string[]; extensions: Map<string, string> } {
  const parts = line.split(/(?<!(?<!\\)(?:\\\\)*\\)\|/);
  const header = parts.slice(0, 7).map((part) => part.replace(/\\([\\|])/g, "$1"));
  const extensions = new Map<string, string>();
  const text = parts.slice(7).join("|");
  const keys = [...text.matchAll(/(?:^| )([A-Za-z0-9]+)=/g)].filter(({ index }) => {
    const before = text.slice(0, index).match(/\\+$/)?.[0].length ?? 0;
    return before % 2 === 0;
  });
  keys.forEach((key, place) => {
    const start = key.index + key[0].length;
    const value = text.slice(start, keys[place + 1]?.index ?? text.length);
    extensions.set(
      key[1] ?? "",
      value.replace(/\\(.)/g, (_, letter: string) => (letter === "n" ? "\n" : letter === "r" ? "\r" : letter)),
    );
  });
  return { header, extensions };
}

test("whatever an event holds, its line is one line, keeps its fields apart and gives printable text back as it was", () => {
  const hostile = fc.string({
    unit: fc.constantFrom("a", " ", "=", "|", "\\", "\n", "\r", "\u2028", "\u0000", "中", "suser=", '"'),
  });
  fc.assert(
    fc.property(hostile, hostile, hostile, (name, description, user) => {
      const line = cefLine({ ...activity, name, description, user }, "1.0.0");
      expect(line).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
      const { header, extensions } = parse(line);
      expect(header).toHaveLength(7);
      expect(header[6]).toBe("0");
      const printable = (text: string) => text.replaceAll("\u2028", " ").replaceAll("\u0000", " ");
      expect(extensions.get("msg")).toBe(printable(description));
      expect(extensions.get("suser")).toBe(printable(user));
      expect(extensions.get("externalId")).toBe(activity.id);
      expect(extensions.size).toBe(19);
    }),
    { numRuns: 2_000 },
  );
});
