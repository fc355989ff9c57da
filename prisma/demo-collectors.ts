import { randomUUID } from "node:crypto";
import type { Receiver } from "@/lib/domain/data-source";
import { hashSecret, mintSecret, type Pepper } from "@/lib/tokens/token-secret";
import { demoReports } from "./demo-discovery";
import type { DemoAccount, DemoTenant } from "./demo-people";
import { demoRandom } from "./demo-random";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const volumeHours = 48;
const bytesPerLine = 210;

/** A log collector of the demo, whose token's secret nobody ever sees: only its hash outlives the making. */
export type DemoCollector = {
  id: string;
  name: string;
  host: string;
  owner: DemoAccount;
  createdAt: Date;
  /** Null: it has never called. */
  lastSeenAt: Date | null;
  sources: { dataSourceId: string; receiver: Receiver; port: number; lines: number; lastReceivedAt: Date | null }[];
  hours: { hour: Date; lines: number; bytes: number }[];
  token: { id: string; publicId: string; secretHash: Uint8Array<ArrayBuffer>; keyId: string };
};

/** One that brings the traffic of the head office, and one that waits for its deployment in the branch. */
export function demoCollectors(tenant: DemoTenant, pepper: Pepper, now: Date): DemoCollector[] {
  const [headOffice, branch] = demoReports(tenant);
  if (headOffice === undefined || branch === undefined) throw new Error("the demo has two gateways");
  const hours = demoVolume(tenant, now);
  const lines = hours.reduce((sum, one) => sum + one.lines, 0);
  const justNow = new Date(now.getTime() - minute);
  const of = (place: number) => `${tenant.network}.${place}`;
  return [
    {
      ...identity(pepper),
      name: "head-office",
      host: of(40),
      owner: "discovery",
      createdAt: new Date(now.getTime() - 64 * day),
      lastSeenAt: justNow,
      sources: [{ dataSourceId: headOffice.id, receiver: "syslog-udp", port: 514, lines, lastReceivedAt: justNow }],
      hours,
    },
    {
      ...identity(pepper),
      name: "branch",
      host: of(41),
      owner: "admin",
      createdAt: new Date(now.getTime() - 2 * day),
      lastSeenAt: null,
      sources: [{ dataSourceId: branch.id, receiver: "syslog-tls", port: 6514, lines: 0, lastReceivedAt: null }],
      hours: [],
    },
  ];
}

/** Busy by day, quiet by night. */
function demoVolume(tenant: DemoTenant, now: Date): DemoCollector["hours"] {
  const random = demoRandom(`${tenant.slug} collector volume`);
  const thisHour = Math.floor(now.getTime() / hour) * hour;
  return Array.from({ length: volumeHours }, (_, place) => {
    const at = new Date(thisHour - (volumeHours - 1 - place) * hour);
    const busy = Math.max(0, Math.sin(((at.getUTCHours() - 6) / 24) * 2 * Math.PI));
    const lines = Math.round(300 + 9_000 * busy + random.between(0, 400));
    return { hour: at, lines, bytes: lines * bytesPerLine };
  });
}

function identity(pepper: Pepper): Pick<DemoCollector, "id" | "token"> {
  const { secret, publicId } = mintSecret("log-collector");
  const token = { id: randomUUID(), publicId, secretHash: hashSecret(secret, pepper), keyId: pepper.keyId };
  return { id: randomUUID(), token };
}
