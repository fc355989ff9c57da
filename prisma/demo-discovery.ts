import { randomUUID } from "node:crypto";
import { type DemoUse, demoUses } from "./demo-discovery-apps";
import type { DemoTenant } from "./demo-people";
import { type DemoRandom, demoRandom } from "./demo-random";
import { demoWorkforce } from "./demo-workforce";

/** A report of the demo with the people behind its gateway. */
export type DemoReport = {
  id: string;
  kind: "input" | "snapshot";
  name: string;
  source: string;
  logType: number;
  /** How far back its traffic goes. */
  days: number;
  people: DemoPerson[];
};
export type DemoPerson = { user: string; sourceIp: string };

/** One row of traffic, by the numbers of its report's people. */
export type DemoTraffic = {
  /** Days before today. */
  daysAgo: number;
  person: number;
  appId: number;
  transactions: number;
  blocked: number;
  uploaded: number;
  downloaded: number;
};

/** A file that the demo says was sent. */
export type DemoUpload = {
  id: string;
  fileName: string;
  daysAgo: number;
  lines: number;
  failed: number;
  isGood: boolean;
};

const peoplePerGateway = 70;
const snapshotDays = 12;
const reportDays = 90;
const favourites = 24;
const weekendShare = 0.08;
const givenNames = [
  "alex",
  "bella",
  "chen",
  "dina",
  "eric",
  "fatima",
  "george",
  "hana",
  "ivan",
  "julia",
  "kai",
  "lena",
];
const familyNames = ["adams", "berg", "chang", "dubois", "evans", "fischer", "garcia", "huang", "ito", "jansen"];

/** The reports of a demo tenant: two gateways, whose traffic is the Global View, and a snapshot of a branch. */
export function demoReports(tenant: Pick<DemoTenant, "slug">): DemoReport[] {
  const staff = staffOf(tenant);
  const report = (index: number, facts: Omit<DemoReport, "id" | "people">): DemoReport => ({
    ...facts,
    id: reportId(tenant.slug, index),
    people: staff.slice(index * 55, index * 55 + peoplePerGateway).map((user, place) => ({
      user,
      sourceIp: `10.${20 + index}.${Math.floor(place / 40)}.${10 + (place % 40)}`,
    })),
  });
  return [
    report(0, { kind: "input", name: "Head office gateway", source: "PALO_ALTO", logType: 112, days: reportDays }),
    report(1, { kind: "input", name: "Branch proxy", source: "BLUECOAT", logType: 102, days: reportDays }),
    report(2, { kind: "snapshot", name: "Warehouse pilot", source: "SQUID", logType: 114, days: snapshotDays }),
  ];
}

/** The traffic of one report: busy on weekdays, quiet at weekends, each person with favourites of their own. */
export function demoTraffic(tenant: Pick<DemoTenant, "slug">, report: DemoReport, now: Date): DemoTraffic[] {
  const random = demoRandom(`${tenant.slug} ${report.name} traffic`);
  const uses = demoUses();
  const rows: DemoTraffic[] = [];
  for (const [person] of report.people.entries()) {
    const favoured = pickFavourites(uses, random, report.days);
    for (let daysAgo = report.days - 1; daysAgo >= 0; daysAgo -= 1) {
      if (random.next() > presenceOn(daysAgo, now)) continue;
      for (const { use, since } of favoured)
        if (daysAgo <= since && random.next() < 0.15) rows.push(trafficOf(use, person, daysAgo, random));
    }
  }
  return rows;
}

/** The files that made this traffic: one a week, and one that was of the wrong format. */
export function demoUploads(report: DemoReport, rows: readonly DemoTraffic[]): DemoUpload[] {
  const uploads: DemoUpload[] = [];
  for (let week = Math.ceil(report.days / 7) - 1; week >= 0; week -= 1) {
    const own = rows.filter(({ daysAgo }) => Math.floor(daysAgo / 7) === week);
    const transactions = own.reduce((sum, row) => sum + row.transactions, 0);
    if (transactions === 0) continue;
    const failed = week % 4 === 0 ? 3 : 0;
    const name = `${report.name.toLowerCase().replaceAll(" ", "-")}-${String(week + 1).padStart(2, "0")}.log.gz`;
    uploads.push({
      id: randomUUID(),
      fileName: name,
      daysAgo: week * 7,
      lines: transactions + failed,
      failed,
      isGood: true,
    });
  }
  if (report.kind === "input")
    uploads.push({ id: randomUUID(), fileName: "export.log", daysAgo: 9, lines: 240, failed: 240, isGood: false });
  return uploads;
}

type Favourite = { use: DemoUse; since: number };

/** Without repeats; what is new was taken up at some time in the report's course. */
function pickFavourites(uses: readonly DemoUse[], random: DemoRandom, days: number): Favourite[] {
  const ends: number[] = [];
  for (const { weight } of uses) ends.push((ends.at(-1) ?? 0) + weight);
  const total = ends.at(-1) ?? 0;
  const chosen = new Map<number, Favourite>();
  for (let tries = 0; chosen.size < favourites && tries < favourites * 6; tries += 1) {
    const at = random.next() * total;
    const use = uses[ends.findIndex((end) => at < end)];
    if (use === undefined || chosen.has(use.appId)) continue;
    chosen.set(use.appId, { use, since: use.isNew ? random.between(1, days) : days });
  }
  return [...chosen.values()];
}

function trafficOf(use: DemoUse, person: number, daysAgo: number, random: DemoRandom): DemoTraffic {
  const transactions = random.between(3, 60);
  const blocked = use.isBlocked ? Math.ceil(transactions * 0.7) : 0;
  const passed = transactions - blocked;
  const size = (median: number) => Math.round(median * passed * 0.25 * 16 ** random.next());
  return {
    daysAgo,
    person,
    appId: use.appId,
    transactions,
    blocked,
    uploaded: size(use.uploads),
    downloaded: size(use.downloads),
  };
}

function presenceOn(daysAgo: number, now: Date): number {
  const weekday = new Date(now.getTime() - daysAgo * 86_400_000).getUTCDay();
  return weekday === 0 || weekday === 6 ? weekendShare : 0.86;
}

/** The workforce of alerts and activities first, then others, so that the same people appear everywhere. */
function staffOf(tenant: Pick<DemoTenant, "slug">): string[] {
  const known = demoWorkforce(tenant).map(({ email }) => email);
  const others = familyNames.flatMap((family) =>
    givenNames.map((given) => `${given}.${family}@${tenant.slug}.example`),
  );
  return [...known, ...others];
}

function reportId(slug: string, index: number): string {
  const random = demoRandom(`${slug} report ${index}`);
  return Array.from({ length: 24 }, () => random.between(0, 15).toString(16)).join("");
}
