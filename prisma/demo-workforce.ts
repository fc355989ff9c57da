import type { ActivityClient, ActivityLocation } from "@/lib/domain/activity";
import type { DemoTenant } from "./demo-people";
import type { DemoRandom } from "./demo-random";

/** Somebody whom the demo tenant's alerts and activities are about. They have no account in the portal. */
export type Employee = { name: string; email: string; unit: string; groups: string[]; home: DemoPlace };
export type DemoPlace = ActivityLocation & { country: string; organization: string };
export type DemoApp = { id: number; name: string };
export type DemoDevice = { userAgent: string; client: ActivityClient; deviceType: string; tags: string[] };

/** Ids as published clients know them. */
export const demoApps = {
  office: { id: 11161, name: "Office 365" },
  oneDrive: { id: 15600, name: "Microsoft OneDrive for Business" },
  sharePoint: { id: 20892, name: "Microsoft SharePoint Online" },
  exchange: { id: 20893, name: "Microsoft Exchange Online" },
  teams: { id: 28375, name: "Microsoft Teams" },
  salesforce: { id: 11114, name: "Salesforce" },
  box: { id: 10489, name: "Box" },
  google: { id: 11770, name: "Google Workspace" },
  aws: { id: 11599, name: "Amazon Web Services" },
  okta: { id: 10980, name: "Okta" },
} as const satisfies Record<string, DemoApp>;

const units = ["Finance", "Sales", "Engineering", "People", "Legal", "Operations"] as const;

const names = [
  "Megan Bowen",
  "Adele Vance",
  "Lee Gu",
  "Diego Siciliani",
  "Isaiah Langer",
  "Johanna Lorenz",
  "Lynne Robbins",
  "Nestor Wilke",
  "Patti Fernandez",
  "Pradeep Gupta",
  "Grady Archie",
  "Henrietta Mueller",
  "Miriam Graham",
  "Joni Sherman",
  "Alex Wilber",
  "Debra Berger",
  "Emily Braun",
  "Enrico Cattaneo",
  "Irvin Sayers",
  "Allan Deyoung",
  "Priya Raman",
  "Tomasz Nowak",
  "Aoife Byrne",
  "Kwame Mensah",
  "Sofia Rossi",
  "Lucas Moreau",
  "Freya Nielsen",
  "Omar Farouk",
  "林雅婷",
  "張志明",
  "王怡君",
  "黃俊傑",
] as const;

/** Coordinates to two digits; network owners are invented. */
export const demoPlaces = {
  london: place("London", "England", "GB", 51.51, -0.13, "Harbour Networks"),
  taipei: place("Taipei", "Taipei City", "TW", 25.03, 121.56, "Formosa Telecom Lab"),
  seattle: place("Seattle", "Washington", "US", 47.61, -122.33, "Rainier Fiber"),
  berlin: place("Berlin", "Berlin", "DE", 52.52, 13.4, "Spree Datennetze"),
  lagos: place("Lagos", "Lagos", "NG", 6.52, 3.38, "Lekki Broadband"),
  saoPaulo: place("São Paulo", "São Paulo", "BR", -23.55, -46.63, "Paulista Telecom"),
  bucharest: place("Bucharest", "Bucharest", "RO", 44.43, 26.1, "Balkan Hosting"),
  exitNode: place("Reykjavík", "Capital Region", "IS", 64.15, -21.94, "Northern Relay", true),
} as const satisfies Record<string, DemoPlace>;

const homes = [demoPlaces.london, demoPlaces.taipei, demoPlaces.seattle, demoPlaces.berlin] as const;
export const farPlaces = [demoPlaces.lagos, demoPlaces.saoPaulo, demoPlaces.bucharest, demoPlaces.exitNode] as const;

/** The tag of native clients and of outdated browsers, as published scripts know them. */
const nativeTag = "000000000000000000000000";
const outdatedTag = "000000010000000000000000";

export const demoDevices: readonly [DemoDevice, ...DemoDevice[]] = [
  {
    userAgent:
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Safari/537.36",
    client: { family: "CHROME", browser: "Chrome 144", operatingSystem: "Windows 11", native: false },
    deviceType: "DESKTOP",
    tags: [],
  },
  {
    userAgent:
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_6) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.2 Safari/605.1.15",
    client: { family: "SAFARI", browser: "Safari 18", operatingSystem: "macOS 14", native: false },
    deviceType: "DESKTOP",
    tags: [],
  },
  {
    userAgent: "Outlook-iOS/4.2526.0",
    client: { family: "OUTLOOK_MOBILE", browser: "Outlook for iOS", operatingSystem: "iOS 18", native: true },
    deviceType: "MOBILE",
    tags: [nativeTag],
  },
  {
    userAgent: "Mozilla/5.0 (Windows NT 6.1; rv:52.0) Gecko/20100101 Firefox/52.0",
    client: { family: "FIREFOX", browser: "Firefox 52", operatingSystem: "Windows 7", native: false },
    deviceType: "DESKTOP",
    tags: [outdatedTag],
  },
  {
    userAgent:
      "Mozilla/5.0 (iPad; CPU OS 18_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.3 Mobile/15E148",
    client: { family: "SAFARI_MOBILE", browser: "Safari 18", operatingSystem: "iPadOS 18", native: false },
    deviceType: "TABLET",
    tags: [],
  },
];

/** The same people for a tenant in every run. */
export function demoWorkforce(tenant: Pick<DemoTenant, "slug">): [Employee, ...Employee[]] {
  const [first, ...others] = names.map((name, index): Employee => {
    const unit = units[index % units.length] ?? "Operations";
    return {
      name,
      email: `${mailName(name, index)}@${tenant.slug}.example`,
      unit,
      groups: [`group-${unit.toLowerCase()}`],
      home: homes[index % homes.length] ?? demoPlaces.london,
    };
  });
  if (first === undefined) throw new Error("the demo workforce is empty");
  return [first, ...others];
}

/** An address in the tenant's offices. */
export function officeAddress(tenant: Pick<DemoTenant, "network">, random: DemoRandom): string {
  return `${tenant.network}.${random.between(10, 250)}`;
}

/** An address from the blocks that are reserved for documentation (RFC 5737, RFC 3849), so that it is nobody's. */
export function foreignAddress(random: DemoRandom): string {
  if (random.next() < 0.15) return `2001:db8:${random.between(1, 9_999)}::${random.between(1, 99)}`;
  return `192.0.2.${random.between(1, 254)}`;
}

/** A moment in the past 90 days, mostly in working hours, with the newest days no emptier than the oldest. */
export function pastMoment(random: DemoRandom, now: Date): Date {
  const day = 24 * 60 * 60 * 1000;
  const moment = new Date(now.getTime() - Math.floor(random.next() * 90 * day));
  const hour = moment.getUTCHours();
  if ((hour < 6 || hour > 18) && random.next() < 0.7) moment.setUTCHours(random.between(7, 17));
  return moment.getTime() < now.getTime() ? moment : new Date(now.getTime() - random.between(1, 3_600) * 1000);
}

/** So many digits of a number system with the given digits. */
export function randomText(random: DemoRandom, digits: string, length: number): string {
  return Array.from({ length }, () => digits[random.between(0, digits.length - 1)]).join("");
}

function mailName(name: string, index: number): string {
  return /^[\w ]+$/.test(name) ? name.toLowerCase().replace(" ", ".") : `staff${index}`;
}

function place(
  city: string,
  region: string,
  country: string,
  latitude: number,
  longitude: number,
  organization: string,
  anonymousProxy = false,
): DemoPlace {
  return { city, region, country, latitude, longitude, organization, anonymousProxy };
}
