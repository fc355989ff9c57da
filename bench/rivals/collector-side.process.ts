import { settingsIn, silentLog } from "@/agents/log-collector/collector-fixture";
import { collectorPortal } from "@/agents/log-collector/collector-portal";
import { configurationOf, RecordingPortal } from "@/agents/log-collector/recording-portal";
import { Collector } from "@/agents/log-collector/run-collector";
import { PortalClient } from "@/agents/shared/portal-client";

/* The log collector for the benchmark, with a portal that only gives it its configuration: files are not due meanwhile. */

const [spool = "", port = ""] = process.argv.slice(2);

async function main(): Promise<void> {
  const portal = new RecordingPortal(configurationOf([{ name: "proxy", receiver: "syslog-tcp", port: Number(port) }]));
  await portal.start();
  const url = new URL(portal.url);
  const collector = new Collector({
    portalUrl: url,
    portal: collectorPortal(new PortalClient({ url, token: "t", proxy: null, caPem: null, userAgent: "bench" }), url),
    settings: settingsIn(spool, {
      limits: { spoolBytes: 10 * 1024 ** 3, keepFreeBytes: 0 },
      rotation: { bytes: 1e12, ageMs: 1e9, pauseMs: 1e9, bytesMaximum: 1e12 },
    }),
    program: { version: "1.0.0", hostName: "bench" },
    log: silentLog,
    signal: new AbortController().signal,
  });
  // Nothing is sent afterwards: what was received is thrown away with the spool folder.
  process.once("SIGTERM", () => process.exit(0));
  const running = collector.run();
  await portal.when(() => portal.reports.length > 0);
  process.send?.({ type: "ready" });
  await running;
}

void main();
