import { z } from "zod";
import { alertIntents, alertResolutions, openResolution } from "./alert";
import { type Period, periodOf, viewApp, viewCursor, viewDay, viewDirection, viewText } from "./list-view";

/** Severities by the names that addresses and messages use, the gravest first, with their numbers. */
export const severityNumbers = { high: 2, medium: 1, low: 0, informational: 3 } as const;
export const severityNames = ["high", "medium", "low", "informational"] as const;
export type SeverityName = (typeof severityNames)[number];

/** Categories (the contract calls them stories) by the names that addresses and messages use, with their numbers. */
export const categoryNumbers = {
  "threat-detection": 0,
  "privileged-accounts": 1,
  compliance: 2,
  dlp: 3,
  discovery: 4,
  "sharing-control": 5,
  "access-control": 7,
  "configuration-monitoring": 8,
} as const;
export const categoryNames = [
  "threat-detection",
  "privileged-accounts",
  "compliance",
  "dlp",
  "discovery",
  "sharing-control",
  "access-control",
  "configuration-monitoring",
] as const satisfies (keyof typeof categoryNumbers)[];
export type CategoryName = (typeof categoryNames)[number];

export const openness = ["open", "closed"] as const;

/** Where an alert stands: open and new, open and read, or closed with a verdict. */
export type AlertState = "unread" | "read" | "false-positive" | "benign" | "true-positive";

/** One alert of the list. */
export type ListedAlert = {
  id: string;
  raisedAt: Date;
  title: string;
  severity: SeverityName;
  state: AlertState;
  /** Names of the apps and accounts that it is about, each once. */
  apps: string[];
  accounts: string[];
};

/** How many open alerts there are of each severity, each counted up to `alertCountCap`. */
export type AlertCounts = Record<SeverityName, number>;

/** A count that reached this is a floor. */
export const alertCountCap = 1_000;

/** The alert page's view as its address holds it. Anything unreadable falls back to the default view: what is open. */
export const alertView = z.object({
  status: z.enum(openness).catch("open").default("open"),
  severity: z.enum(severityNames).nullable().catch(null).default(null),
  category: z.enum(categoryNames).nullable().catch(null).default(null),
  app: viewApp,
  /** The id of the policy that raised it. */
  policy: z
    .string()
    .regex(/^[0-9a-f]{24}$/)
    .nullable()
    .catch(null)
    .default(null),
  /** Part of the title. */
  search: viewText,
  from: viewDay,
  to: viewDay,
  direction: viewDirection,
  after: viewCursor,
  before: viewCursor,
});
export type AlertView = z.infer<typeof alertView>;

export type AlertViewFilter = Pick<AlertView, "status" | "severity" | "category" | "app" | "policy" | "search"> &
  Period;

/** What a page of the alerts is asked for. */
export type AlertPageInput = AlertViewFilter & Pick<AlertView, "direction" | "after" | "before">;

/** The view with its days turned into instants. */
export function alertPageInputOf(view: AlertView, timeZone: string): AlertPageInput {
  const { from, to, ...rest } = view;
  return { ...rest, ...periodOf({ from, to }, timeZone) };
}

/** Whether the view shows less than all that is open, or all that is closed. */
export function isNarrowed(view: AlertView): boolean {
  const { severity, category, app, policy, search, from, to } = view;
  return [severity, category, app, policy, from, to].some((value) => value !== null) || search !== "";
}

export function severityNameOf(severity: number): SeverityName {
  return severityNames.find((name) => severityNumbers[name] === severity) ?? "informational";
}

/** The category's name; null for a number that the contract does not know. */
export function categoryNameOf(story: number): CategoryName | null {
  return categoryNames.find((name) => categoryNumbers[name] === story) ?? null;
}

type IntentName = (typeof alertIntents)[keyof typeof alertIntents];

/** The intent's name; null for a number that the contract does not know. */
export function intentNameOf(intent: number): IntentName | null {
  return Object.entries(alertIntents).find(([number]) => Number(number) === intent)?.[1] ?? null;
}

/** Where an alert stands. The obsolete resolutions mean what they are stored as today. */
export function alertStateOf(alert: { isRead: boolean; resolution: number }): AlertState {
  const { isRead, resolution } = alert;
  if (resolution === openResolution) return isRead ? "read" : "unread";
  if (resolution === numberOf("BENIGN")) return "benign";
  const isFalse = resolution === numberOf("FALSE_POSITIVE") || resolution === numberOf("DISMISSED");
  return isFalse ? "false-positive" : "true-positive";
}

export function isOpenState(state: AlertState): boolean {
  return state === "unread" || state === "read";
}

function numberOf(name: (typeof alertResolutions)[keyof typeof alertResolutions]): number | undefined {
  const entry = Object.entries(alertResolutions).find(([, known]) => known === name);
  return entry === undefined ? undefined : Number(entry[0]);
}
