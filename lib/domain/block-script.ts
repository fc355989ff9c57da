import { z } from "zod";

/** Why a domain is in no block script: no host name, the ending of many names such as `co.uk`, or needed. */
export const refusalReasons = ["not-a-host-name", "public-suffix", "protected"] as const;
export type RefusalReason = (typeof refusalReasons)[number];

export type RefusedDomain = { domain: string; reason: RefusalReason };

/** An appliance, or the plain list, by the name that its file has. */
export type Appliance = { id: string; name: string };

/** What the portal generates a block script with. */
export const generateScriptInput = z.strictObject({ appliance: z.string().min(1, { error: "required" }).max(64) });
export type GenerateScriptInput = z.output<typeof generateScriptInput>;

/** A script as the portal hands it out. */
export type GeneratedScript = {
  fileName: string;
  /** Empty when none of the apps' domains may be blocked. */
  text: string;
  applianceName: string;
  /** Unsanctioned apps, and how many domains of theirs are blocked. */
  apps: number;
  domains: number;
  /** What is left out, with the app that it belongs to. */
  refused: (RefusedDomain & { appName: string })[];
};
