import { describe, expect, test } from "vitest";
import type { LineOutcome, TrafficRecord } from "@/lib/domain/discovery-record";
import { LogClock } from "../values/log-clock";
import { formatWithId } from "./log-formats";

const now = new Date("2026-03-02T12:00:00Z");

function read(formatId: string, ...lines: string[]): LineOutcome | undefined {
  const parser = formatWithId(formatId)?.createParser({ clock: new LogClock(now) });
  return lines.map((line) => parser?.(line)).at(-1);
}

/** Of one line, the record's fields that are there. */
function fields(formatId: string, ...lines: string[]): Partial<TrafficRecord> | LineOutcome | undefined {
  const outcome = read(formatId, ...lines);
  if (outcome?.kind !== "record") return outcome;
  return Object.fromEntries(Object.entries(outcome.record).filter(([, value]) => value !== undefined));
}

const at = Date.parse("2026-03-02T09:15:07Z");
const flow = { sourceIp: "192.0.2.45", destinationIp: "203.0.113.80", destinationPort: 443 };
const bytes = { uploadedBytes: 3120, downloadedBytes: 45090, totalBytes: 48210 };

describe("Squid", () => {
  test("takes a CONNECT's host and port, and the peer's address", () => {
    const line = formatWithId("squid-native")?.example ?? "";
    expect(fields("squid-native", line)).toEqual({
      ...flow,
      occurredAtMs: at + 412,
      user: "jdoe",
      destinationHost: "drive.example.com",
      url: "drive.example.com:443",
      downloadedBytes: 48210,
      action: "allowed",
    });
  });

  test("takes a denial behind a syslog header, IPv6, and no user", () => {
    const line =
      "<134>Mar  2 09:15:09 proxy1 squid[812]: 1772442907.412 0 2001:db8::7 TCP_DENIED/403 3900 GET http://u:secret@mega.nz:8080/a?token=x - HIER_NONE/- text/html";
    expect(fields("squid-native", line)).toEqual({
      occurredAtMs: at + 412,
      sourceIp: "2001:db8::7",
      destinationHost: "mega.nz",
      destinationPort: 8080,
      url: "http://mega.nz:8080/a",
      downloadedBytes: 3900,
      action: "blocked",
      device: "proxy1",
    });
  });
});

describe("W3C", () => {
  test("needs its field list, follows a new one, and knows ProxySG's without", () => {
    const line = "2026-03-02 09:15:07 192.0.2.45 drive.example.com";
    expect(read("generic-w3c", line)).toMatchObject({ fault: { code: "no-field-list" } });
    expect(fields("generic-w3c", "#Fields: date time c-ip cs-host", line)).toMatchObject({
      destinationHost: "drive.example.com",
    });
    expect(
      fields(
        "generic-w3c",
        "#Fields: date time c-ip cs-host",
        "#Fields: cs-host c-ip time date",
        "a.example 192.0.2.1 09:15:07 2026-03-02",
      ),
    ).toMatchObject({
      destinationHost: "a.example",
      sourceIp: "192.0.2.1",
    });
    expect(fields("blue-coat", formatWithId("blue-coat")?.example ?? "")).toEqual({
      occurredAtMs: at,
      sourceIp: "192.0.2.45",
      user: "jdoe",
      destinationHost: "drive.example.com",
      destinationPort: 443,
      url: "https://drive.example.com/f",
      ...bytes,
      action: "allowed",
    });
  });
});

describe("IronPort", () => {
  test("reads its block tag and the user's domain", () => {
    const line =
      '1772442907.412 1 192.0.2.45 TCP_DENIED/403 0 GET https://mega.nz/f "CORP\\jdoe@realm" NONE/- - BLOCK_WEBCAT_12-Pol <"-",-,-> -';
    expect(fields("iron-port", line)).toMatchObject({
      user: "CORP\\jdoe@realm",
      action: "blocked",
      destinationHost: "mega.nz",
    });
  });
});

describe("Palo Alto", () => {
  test("reads traffic, and the URL of a threat line in the place of the bytes", () => {
    const traffic = formatWithId("palo-alto")?.example ?? "";
    expect(fields("palo-alto", traffic)).toEqual({
      ...flow,
      occurredAtMs: at,
      user: "corp\\jdoe",
      ...bytes,
      action: "allowed",
    });
    const columns = traffic.split(",");
    columns[3] = "THREAT";
    columns[4] = "url";
    columns[30] = "block-url";
    columns[31] = '"drive.example.com/a,b"';
    columns[32] = "(9999)";
    expect(fields("palo-alto", columns.join(","))).toEqual({
      ...flow,
      occurredAtMs: at,
      user: "corp\\jdoe",
      destinationHost: "drive.example.com",
      url: "drive.example.com/a,b",
      action: "blocked",
    });
    expect(read("palo-alto", traffic.replace("TRAFFIC,end", "TRAFFIC,start"))).toEqual({
      kind: "skipped",
      reason: "other-event",
    });
    expect(read("palo-alto", traffic.replace("TRAFFIC", "SYSTEM"))).toEqual({ kind: "skipped", reason: "other-event" });
  });
});

describe("Fortinet", () => {
  test("prefers eventtime, reads the zone, takes whole URLs and blocks", () => {
    const pairs =
      'type="utm" subtype="webfilter" srcip=192.0.2.45 dstip=203.0.113.80 dstport=443 hostname="mega.nz" url="https://mega.nz/f?x=1" action="blocked"';
    expect(fields("fortinet", `eventtime=1772442907412000000 ${pairs}`)).toMatchObject({
      occurredAtMs: at + 412,
      url: "https://mega.nz/f",
      action: "blocked",
    });
    expect(fields("fortinet", `date=2026-03-02 time=17:15:07 tz="+0800" ${pairs}`)).toMatchObject({ occurredAtMs: at });
    expect(read("fortinet", 'date=2026-03-02 time=17:15:07 type="event" subtype="system"')).toEqual({
      kind: "skipped",
      reason: "other-event",
    });
  });
});

describe("Cisco ASA", () => {
  const teardown =
    "Teardown TCP connection 88123 for outside:203.0.113.80/443 to inside:192.0.2.45/51544 duration 0:00:15 bytes 48210 TCP FINs";
  test.each([
    [`Mar 02 2026 09:15:07 fw1 : %ASA-6-302014: ${teardown}`, { totalBytes: 48210, device: "fw1" }],
    [`<166>Mar 02 2026 09:15:07: %FWSM-6-302014: ${teardown}`, { totalBytes: 48210 }],
    [
      `<166>2026-03-02T11:00:00Z relay Mar  2 09:15:07 fw1 %ASA-6-302014: ${teardown} (jdoe)`,
      { user: "jdoe", device: "fw1" },
    ],
    [
      "Mar 02 2026 09:15:07 fw1 : %ASA-5-304001: 192.0.2.45 Accessed URL 203.0.113.80:http://drive.example.com/f",
      { url: "http://drive.example.com/f" },
    ],
    [
      'Mar 02 2026 09:15:07 fw1 : %ASA-4-106023: Deny tcp src inside:192.0.2.45/51544 dst outside:203.0.113.80/443 by access-group "in"',
      { action: "blocked" },
    ],
  ])("%s", (line, expected) => {
    expect(fields("cisco-asa", line)).toMatchObject({
      occurredAtMs: at,
      sourceIp: "192.0.2.45",
      destinationIp: "203.0.113.80",
      ...expected,
    });
  });

  test("skips what is no transaction", () => {
    expect(
      read(
        "cisco-asa",
        "Mar 02 2026 09:15:07 fw1 : %ASA-6-302013: Built outbound TCP connection 1 for outside:1.2.3.4/443 to inside:10.0.0.1/1",
      ),
    ).toEqual({
      kind: "skipped",
      reason: "other-event",
    });
  });
});

describe("Juniper SRX", () => {
  test.each([
    [formatWithId("juniper-srx")?.example ?? "", { user: "jdoe", ...bytes }],
    [
      "<14>Mar  2 09:15:07 srx1 RT_FLOW: RT_FLOW_SESSION_CLOSE: session closed TCP FIN: 192.0.2.45/51544->203.0.113.80/443 0x0 junos-https 198.51.100.9/1024->203.0.113.80/443 0x0 r1 rule N/A N/A 6 out trust untrust 88123 12(3120) 20(45090) 15 SSL UNKNOWN jdoe(N/A) ge-0/0/1.0 UNKNOWN",
      { user: "jdoe", ...bytes },
    ],
    [
      '<14>Mar  2 09:15:07 srx1 id=firewall time="2026-03-02 09:15:07" fw=srx1 pri=6 src=192.0.2.45 dst=203.0.113.80 user=jdoe rcvd=45090 sent=3120 msg="RT_FLOW_SESSION_CLOSE"',
      { user: "jdoe", ...bytes },
    ],
    [
      "<14>Mar  2 09:15:07 srx1 RT_FLOW: RT_FLOW_SESSION_DENY: session denied 192.0.2.45/51544->203.0.113.80/443 0x0 junos-https 6(0) out trust untrust",
      { action: "blocked" },
    ],
  ])("%s", (line, expected) => {
    expect(fields("juniper-srx", line)).toMatchObject({
      occurredAtMs: at,
      sourceIp: "192.0.2.45",
      destinationIp: "203.0.113.80",
      device: "srx1",
      ...expected,
    });
  });
});

describe("events in CEF and LEEF", () => {
  test("keep escaped and unescaped signs in their values", () => {
    const line =
      "CEF:0|A\\|B|G|1|1|web|3|rt=1772442907000 src=192.0.2.45 suser=j\\=doe dhost=drive.example.com request=https://drive.example.com/f?a=b msg=two words act=denied in=1 out=2";
    expect(fields("generic-cef", line)).toMatchObject({
      user: "j=doe",
      url: "https://drive.example.com/f",
      action: "blocked",
      totalBytes: 3,
    });
  });

  test("take the name or event for the action, and the syslog time when they have none", () => {
    expect(
      fields(
        "zscaler-cef",
        "<134>Mar  2 09:15:07 nss CEF:0|Zscaler|NSSWeblog|6.2|Blocked|Blocked|3|src=192.0.2.45 dhost=mega.nz",
      ),
    ).toMatchObject({
      action: "blocked",
      occurredAtMs: at,
    });
    expect(
      fields(
        "forcepoint-leef",
        "<134>Mar  2 09:15:07 gw LEEF:1.0|Forcepoint|Security|8.5.3|transaction:blocked|src=192.0.2.45\tdst=203.0.113.80",
      ),
    ).toMatchObject({
      action: "blocked",
      occurredAtMs: at,
      device: "gw",
    });
  });

  test("take every delimiter that LEEF has", () => {
    for (const head of ["LEEF:2.0|A|B|1|e|^|", "LEEF:2.0|A|B|1|e|x5E|", "LEEF:2.0|A|B|1|e|0x5e|"])
      expect(
        fields("generic-leef", `${head}devTime=1772442907000^src=192.0.2.45^dst=203.0.113.80^usrName=Jane Doe`),
      ).toMatchObject({ user: "Jane Doe" });
  });
});

describe("a line that cannot be used says why", () => {
  const good =
    "1772442907.412 312 192.0.2.45 TCP_MISS/200 48210 GET https://drive.example.com/f jdoe HIER_DIRECT/203.0.113.80 -";
  test.each([
    [good.replace("192.0.2.45", "pc-7.corp"), "source-ip"],
    [good.replace("48210", "lots"), "number"],
    [good.replace("48210", "-5"), "number"],
    [good.replace("https://drive.example.com/f", "error:invalid-request").replace("203.0.113.80", "-"), "destination"],
    ["{}", "not-this-format"],
    [good.slice(0, 60), "too-few-fields"],
    [`${good.slice(0, 50)} "x`, "unclosed-quote"],
  ])("%s", (line, code) => {
    expect(read("squid-native", line)).toMatchObject({ kind: "failed", fault: { code } });
  });
});
