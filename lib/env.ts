import ipaddr from "ipaddr.js";
import { z } from "zod";
import type { AuthMode } from "./guard/lease";
import { processOnce } from "./process-once";

/**
 * The settings of a running portal, read from the environment once per process.
 * `.env.example` documents each of them for operators; this schema is what they are checked against.
 */
const settings = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  PORTAL_BIND: z.string().optional(),
  PORTAL_BASE_URL: z
    .url({ protocol: /^https?$/, error: "must be an http or https URL such as https://portal.example.com" })
    .refine(
      (value) => !URL.canParse(value) || new URL(value).pathname === "/",
      "must have no path: the API lives at the root of its origin",
    )
    .optional(),
  PORTAL_REGION: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/, "must be one lower-case DNS label such as eu or us2")
    .optional(),
  PORTAL_DATA_DIR: z.string().default(".data"),
  PORTAL_DEMO: z.enum(["on", "off"]).default("on"),
  PORTAL_TRUSTED_PROXIES: z
    .string()
    .default("")
    .transform((list) =>
      list
        .split(",")
        .map((entry) => entry.trim())
        .filter(Boolean),
    ),
  DATABASE_URL: z.string().min(1),
  DATABASE_AUTH_URL: z.string().min(1),
  PORTAL_SESSION_SECRET: z.string().min(32, "must be at least 32 characters of randomness"),
  PORTAL_TOKEN_PEPPER: z
    .string()
    .regex(
      /^[a-z0-9]{1,8}:[A-Za-z0-9+/=_-]{43,}(,[a-z0-9]{1,8}:[A-Za-z0-9+/=_-]{43,})*$/,
      "must be <key id>:<32 random bytes in base64>, the current one first, older ones after a comma",
    ),
  AUTH_MODE: z
    .string()
    .regex(/^(strict|grace:[1-9]\d{0,4})$/, "must be strict, or grace:<seconds> such as grace:300")
    .default("strict")
    .transform((mode): AuthMode => {
      const seconds = Number(mode.split(":")[1]);
      return mode === "strict" ? { kind: "strict" } : { kind: "grace", seconds };
    }),
  PORTAL_NAME_KEY: z.string().min(32, "must be at least 32 characters of randomness").optional(),
  PORTAL_AUDIT_KEY: z.string().min(32, "must be at least 32 characters of randomness").optional(),
  PORTAL_FACTOR_KEY: z.string().min(32, "must be at least 32 characters of randomness").optional(),
  PORTAL_SESSION_HOURS: z.coerce.number().int().min(1).max(168).default(12),
  PORTAL_SESSION_IDLE_MINUTES: z.coerce.number().int().min(5).max(1440).default(60),
  PORTAL_CONFIRM_MINUTES: z.coerce.number().int().min(1).max(720).default(15),
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().default("OpenID Connect"),
  API_REQUESTS_PER_MINUTE_PER_TOKEN: z.coerce.number().int().min(1).default(600),
  API_REQUESTS_PER_MINUTE_PER_TENANT: z.coerce.number().int().min(1).default(3000),
  PORTAL_STORAGE: z
    .string()
    .regex(
      /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[A-Za-z0-9._-]+)*\/?$/,
      "must be s3://<bucket> or s3://<bucket>/<prefix>",
    )
    .transform((place) => {
      const [bucket = "", ...folders] = place.slice("s3://".length).split("/").filter(Boolean);
      return { bucket, prefix: folders.map((folder) => `${folder}/`).join("") };
    })
    .optional(),
  S3_ENDPOINT: z.url({ protocol: /^https?$/, error: "must be an http or https URL" }).optional(),
  S3_REGION: z.string().default("us-east-1"),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  PORTAL_STREAM_NETWORKS: z
    .string()
    .default("")
    .transform((list) =>
      list
        .split(",")
        .map((entry) => entry.trim())
        .filter(Boolean),
    )
    .refine((networks) => networks.every(isNetwork), "must be networks such as 10.20.0.0/16, separated by commas"),
  PORTAL_USAGE_DAYS: z.coerce.number().int().min(1).max(400).default(30),
  PORTAL_JOB_CONCURRENCY: z.coerce.number().int().min(0).max(64).default(2),
  LOG_LEVEL: z.enum(["silent", "error", "warn", "info", "debug"]).default("info"),
});

export type Env = Omit<z.infer<typeof settings>, "PORTAL_BASE_URL"> & { PORTAL_BASE_URL: string };

/**
 * Checks settings and gives them their defaults. An empty string counts as unset.
 * @throws Error with one sentence per wrong setting, fit to be printed to the operator.
 */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const result = settings.safeParse(given);
  if (!result.success) {
    const sentences = result.error.issues.map((issue) => {
      const name = issue.path.join(".");
      return `The setting ${name} ${given[name] === undefined ? "is missing" : readable(issue)}.`;
    });
    throw new Error(`${sentences.join(" ")} See .env.example for what each setting means.`);
  }
  const env = result.data;
  const oidc = [env.OIDC_ISSUER, env.OIDC_CLIENT_ID, env.OIDC_CLIENT_SECRET].filter(Boolean).length;
  if (oidc > 0 && oidc < 3)
    throw new Error(
      "The settings OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together: set all three or none.",
    );
  if ((env.S3_ACCESS_KEY_ID === undefined) !== (env.S3_SECRET_ACCESS_KEY === undefined))
    throw new Error("The settings S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY go together: set both or none.");
  const base = env.PORTAL_BASE_URL ?? `http://localhost:${env.PORT}`;
  return { ...env, PORTAL_BASE_URL: new URL(base).origin };
}

/** The settings of this process, checked at first use. */
export function env(): Env {
  return processOnce("env", () => parseEnv(process.env));
}

function isNetwork(text: string): boolean {
  return ipaddr.isValidCIDR(text);
}

function readable(issue: z.core.$ZodIssue): string {
  return issue.message.startsWith("must") ? issue.message : `is wrong (${issue.message})`;
}
