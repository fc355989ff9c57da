import { refuseUnsafeRole } from "@/lib/db/refuse-unsafe-role";
import { tenantOriginAt } from "@/lib/domain/portal-host";
import { type DemoPassword, demoPassword } from "./demo-password";
import { startEmbeddedDatabase } from "./embedded-database";
import { ensureClientGenerated } from "./generate";
import { checkGivenDatabase, migrateGivenDatabase } from "./given-database";
import { applyMigrations } from "./migrations";
import { buildPortal, isBuildCurrent } from "./portal-build";
import { type PortalProcess, startPortalProcess } from "./portal-process";
import { type PortalSettings, readSettings, refuseTakenPort } from "./portal-settings";
import type { Steps } from "./steps";
import { startWatchedProcess } from "./watched-process";

export type PortalInput = {
  /** The settings, as environment variables. */
  environment: NodeJS.ProcessEnv;
  steps: Steps;
  isDevelopment?: boolean;
  /** For tests: an embedded database without durability, removed at the end together with the data folder. */
  isThrowaway?: boolean;
  /** A file descriptor for the server's log; the terminal when absent. */
  output?: number;
};

export type RunningPortal = {
  /** Where a person goes: the first demo tenant's URL, the general one without demo tenants. */
  url: string;
  baseUrl: string;
  database: { appUrl: string; authUrl: string; ownerUrl: string | null };
  tokenPepper: string;
  demo: DemoPassword | null;
  /** The link that makes the first tenant, while there is none. */
  firstTenantUrl: string | null;
  /** Becomes a sentence when the portal ended without having been asked to. */
  failed: Promise<string>;
  /** Stops the server, then the database. */
  stop(): Promise<void>;
  /** Ends the server at once; the database is still stopped cleanly, by its keeper. */
  kill(): void;
};

type Database = RunningPortal["database"] & { failed: Promise<string>; stop(): Promise<void> };

const FIRST_DEMO_TENANT = "contoso";

/**
 * Brings the whole portal up: database, migrations, build, demo tenants, server. Stops what it started when a part fails.
 * @throws Error with one sentence fit for the operator.
 */
export async function startPortal(input: PortalInput): Promise<RunningPortal> {
  const settings = readSettings(input.environment);
  await refuseTakenPort(settings.env);
  const database = await startDatabase(settings, input);
  try {
    await build(input);
    const firstUse = await prepareFirstUse(settings, database, input);
    const server = await startServer(settings, database, input);
    return {
      ...addresses(settings),
      ...running(server, database),
      ...firstUse,
      database,
      tokenPepper: settings.env.PORTAL_TOKEN_PEPPER,
    };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

async function startDatabase(settings: PortalSettings, { steps, isThrowaway }: PortalInput): Promise<Database> {
  const given = settings.database;
  if (given !== null) {
    await steps.run("Checking the database", () => checkGivenDatabase(given));
    await steps.run("Applying migrations", async (note) => note(migrationsText(await migrateGivenDatabase(given))));
    await refuseUnsafeRole(given.appUrl);
    return { ...given, failed: new Promise(() => {}), stop: async () => {} };
  }
  const { postgres, urls } = await steps.run("Starting the embedded Postgres", async (note) => {
    const started = await startEmbeddedDatabase(settings.dataDirectory, { isThrowaway });
    const place = started.postgres.placedElsewhere;
    note(
      `port ${started.postgres.port}${place ? `, files in ${place} because its user cannot enter the data folder` : ""}`,
    );
    return started;
  });
  try {
    await steps.run("Applying migrations", async (note) => note(migrationsText(await applyMigrations(urls.ownerUrl))));
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  return { ...urls, failed: postgres.failed, stop: postgres.stop };
}

async function build({ steps, isDevelopment }: PortalInput): Promise<void> {
  if (isDevelopment) return steps.run("Preparing the Prisma client", () => ensureClientGenerated());
  if (isBuildCurrent()) return ensureClientGenerated();
  return steps.run("Building the portal (first start, or changed sources)", () => buildPortal({ shows: false }));
}

/** Demo tenants, or without them the link for a first one. */
async function prepareFirstUse(
  { env, dataDirectory }: PortalSettings,
  { appUrl, authUrl }: Database,
  { steps, environment }: PortalInput,
): Promise<{ demo: DemoPassword | null; firstTenantUrl: string | null }> {
  // The generated Prisma client, which these import, need not exist before the build.
  if (env.PORTAL_DEMO === "off") {
    const { firstTenantLink } = await import("@/prisma/first-tenant");
    return { demo: null, firstTenantUrl: await firstTenantLink({ authUrl, baseUrl: env.PORTAL_BASE_URL }) };
  }
  const demo = demoPassword(dataDirectory, environment.PORTAL_DEMO_PASSWORD);
  await steps.run("Preparing the demo tenants", async (note) => {
    const { seedDemoTenants } = await import("@/prisma/seed");
    const { password } = demo;
    const made = await seedDemoTenants({
      databaseUrl: appUrl,
      authUrl,
      pepper: env.PORTAL_TOKEN_PEPPER,
      password,
      log: note,
    });
    if (made === "already-seeded") note("already there");
  });
  return { demo, firstTenantUrl: null };
}

function startServer(settings: PortalSettings, database: Database, input: PortalInput): Promise<PortalProcess> {
  const { env } = settings;
  const { DATABASE_OWNER_URL: _owner, PORTAL_DEMO_PASSWORD: _password, ...inherited } = input.environment;
  const serverEnvironment: NodeJS.ProcessEnv = {
    ...inherited,
    NODE_ENV: input.isDevelopment ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    PORT: String(env.PORT),
    PORTAL_BASE_URL: env.PORTAL_BASE_URL,
    PORTAL_DATA_DIR: settings.dataDirectory,
    PORTAL_SESSION_SECRET: env.PORTAL_SESSION_SECRET,
    PORTAL_TOKEN_PEPPER: env.PORTAL_TOKEN_PEPPER,
    DATABASE_URL: database.appUrl,
    DATABASE_AUTH_URL: database.authUrl,
  };
  const start = input.isDevelopment ? startWatchedProcess : startPortalProcess;
  const program = input.isDevelopment ? "dist/development/server.mjs" : "dist/server.mjs";
  return input.steps.run("Starting the server", () => start({ program, env: serverEnvironment, output: input.output }));
}

function running(server: PortalProcess, database: Database): Pick<RunningPortal, "failed" | "stop" | "kill"> {
  return {
    failed: Promise.race([server.failed, database.failed]),
    async stop() {
      await server.stop();
      await database.stop();
    },
    kill: server.kill,
  };
}

function addresses({ env }: PortalSettings): Pick<RunningPortal, "url" | "baseUrl"> {
  const baseUrl = env.PORTAL_BASE_URL;
  const address = { baseUrl, region: env.PORTAL_REGION };
  return { baseUrl, url: env.PORTAL_DEMO === "off" ? baseUrl : tenantOriginAt(address, FIRST_DEMO_TENANT) };
}

function migrationsText(applied: number): string {
  return applied === 0 ? "up to date" : `${applied} applied`;
}
