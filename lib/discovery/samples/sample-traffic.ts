import { DAY_MS } from "../values/log-clock";
import { createRandom } from "./random";

/** One made-up transaction, before any appliance writes it down. */
export type SampleTransaction = {
  atMs: number;
  sourceIp: string;
  user: string;
  host: string;
  destinationIp: string;
  path: string;
  uploadedBytes: number;
  downloadedBytes: number;
  isBlocked: boolean;
};

export type SampleOptions = {
  seed: number;
  count: number;
  /** The last transaction is within the day before this instant. */
  until: Date;
  /** Days that the transactions spread over. */
  days?: number;
};

type Site = { host: string; weight: number; upload: number; download: number; paths: readonly string[] };

/** Sizes are medians in bytes. The last sites belong to no catalogue. */
const SITES: readonly Site[] = [
  {
    host: "outlook.office365.com",
    weight: 30,
    upload: 4_000,
    download: 22_000,
    paths: ["/owa/", "/api/v2.0/me/messages"],
  },
  {
    host: "contoso.sharepoint.com",
    weight: 24,
    upload: 9_000,
    download: 90_000,
    paths: ["/sites/sales", "/_api/web/lists"],
  },
  { host: "teams.microsoft.com", weight: 22, upload: 6_000, download: 18_000, paths: ["/api/csa/v1/chats"] },
  {
    host: "drive.google.com",
    weight: 14,
    upload: 30_000,
    download: 60_000,
    paths: ["/drive/my-drive", "/upload/files"],
  },
  { host: "slack.com", weight: 14, upload: 3_000, download: 12_000, paths: ["/api/chat.postMessage"] },
  {
    host: "github.com",
    weight: 12,
    upload: 2_500,
    download: 40_000,
    paths: ["/contoso/portal", "/contoso/portal/pulls"],
  },
  { host: "contoso.my.salesforce.com", weight: 11, upload: 5_000, download: 30_000, paths: ["/lightning/o/Lead/list"] },
  { host: "zoom.us", weight: 9, upload: 200_000, download: 260_000, paths: ["/wc/join"] },
  { host: "chatgpt.com", weight: 9, upload: 12_000, download: 25_000, paths: ["/backend-api/conversation"] },
  { host: "www.dropbox.com", weight: 8, upload: 350_000, download: 120_000, paths: ["/home", "/upload"] },
  { host: "claude.ai", weight: 5, upload: 11_000, download: 21_000, paths: ["/api/organizations"] },
  { host: "wetransfer.com", weight: 3, upload: 4_000_000, download: 9_000, paths: ["/api/v4/transfers"] },
  { host: "www.notion.so", weight: 6, upload: 3_500, download: 28_000, paths: ["/api/v3/syncRecordValues"] },
  {
    host: "contoso.atlassian.net",
    weight: 10,
    upload: 4_000,
    download: 35_000,
    paths: ["/browse/OPS-12", "/wiki/home"],
  },
  { host: "www.linkedin.com", weight: 7, upload: 2_000, download: 52_000, paths: ["/feed/"] },
  { host: "trello.com", weight: 4, upload: 2_000, download: 20_000, paths: ["/b/roadmap"] },
  { host: "mega.nz", weight: 1, upload: 2_500_000, download: 15_000, paths: ["/folder/x"] },
  { host: "intranet-tools.example", weight: 4, upload: 1_200, download: 8_000, paths: ["/", "/assets/app.js"] },
  { host: "cdn.small-vendor.example", weight: 3, upload: 600, download: 70_000, paths: ["/lib.js"] },
];

const PEOPLE: readonly string[] = [
  "amy.chen",
  "ben.lin",
  "carol.wu",
  "david.huang",
  "emma.tsai",
  "frank.liu",
  "grace.yang",
  "henry.hsu",
  "ivy.cheng",
  "jason.kuo",
  "kelly.lee",
  "leo.chang",
  "mia.wang",
  "nora.hsieh",
  "oscar.tseng",
  "peggy.lo",
  "quinn.su",
  "ray.chiu",
  "sophie.ho",
  "tom.kao",
  "uma.pan",
  "victor.yeh",
  "wendy.liao",
  "xavier.fang",
  "yuki.shen",
  "zack.peng",
];

/** Sites that the appliance of the sample refuses, most of the time. */
const REFUSED_HOSTS = new Set(["mega.nz", "wetransfer.com"]);
const HOUR_MS = DAY_MS / 24;

/**
 * Believable office traffic, in order of time: some apps much busier than others, most of it in working hours, long-tailed
 * sizes. The same options give the same transactions. All addresses are private or from the documentation ranges.
 */
export function* sampleTraffic(options: SampleOptions): Generator<SampleTransaction, void, undefined> {
  const random = createRandom(options.seed);
  const span = (options.days ?? 1) * DAY_MS;
  const start = options.until.getTime() - span;
  const weights = SITES.reduce((total, site) => total + site.weight, 0);
  for (let index = 0; index < options.count; index += 1) {
    const atMs = Math.floor(towardsWorkingHours(start + ((index + random()) / options.count) * span, random()));
    const person = Math.floor(random() ** 1.6 * PEOPLE.length);
    const site = pickSite(random() * weights);
    const isBlocked = REFUSED_HOSTS.has(site.host) && random() < 0.7;
    yield {
      atMs: Math.min(atMs, options.until.getTime() - 1),
      sourceIp: `10.20.${Math.floor(person / 10)}.${20 + person}`,
      user: PEOPLE[person] ?? "guest",
      host: site.host,
      destinationIp: addressOf(site.host),
      path: site.paths[Math.floor(random() * site.paths.length)] ?? "/",
      uploadedBytes: isBlocked ? 0 : longTailed(site.upload, random()),
      downloadedBytes: isBlocked ? 0 : longTailed(site.download, random()),
      isBlocked,
    };
  }
}

/** Two of three night-time transactions move by half a day. */
function towardsWorkingHours(atMs: number, chance: number): number {
  const hour = Math.floor((atMs % DAY_MS) / HOUR_MS);
  const isNight = hour < 7 || hour >= 19;
  if (!isNight || chance > 0.66) return atMs;
  return hour < 7 ? atMs + 7 * HOUR_MS : atMs - 7 * HOUR_MS;
}

function pickSite(at: number): Site {
  let left = at;
  for (const site of SITES) {
    left -= site.weight;
    if (left < 0) return site;
  }
  return { host: "slack.com", weight: 1, upload: 1_000, download: 1_000, paths: ["/"] };
}

function longTailed(median: number, chance: number): number {
  return Math.round(median * 0.25 * 16 ** chance);
}

/** One of the addresses that RFC 5737 keeps for documentation. */
function addressOf(host: string): string {
  let sum = 0;
  for (const character of host) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return `${sum % 2 === 0 ? "203.0.113" : "198.51.100"}.${1 + (sum % 253)}`;
}
