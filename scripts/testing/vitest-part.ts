import { createRequire } from "node:module";
import path from "node:path";
import { urlFor, withConnection } from "../database-roles";
import { type EmbeddedDatabase, startEmbeddedDatabase } from "../embedded-database";
import { applyMigrations } from "../migrations";
import { projectRoot } from "../project";
import { runProgram } from "../run-program";
import { terminalSteps } from "../steps";
import { sumOf, type Tally, tallyOfVitest } from "./tally";

type VitestInput = { folder: string; filters: string[] };

/** Unit tests: no database, no server. */
export function runUnitTests(input: VitestInput): Promise<Tally> {
  return runVitest({ project: "unit", report: "unit" }, input, {});
}

/** Database tests, on a Postgres server of their own that is gone afterwards. */
export function runDatabaseTests(input: VitestInput): Promise<Tally> {
  return runWithDatabase(input, "database", {});
}

async function runWithDatabase(input: VitestInput, report: string, env: Record<string, string>): Promise<Tally> {
  const database = await terminalSteps.run("Starting a Postgres for tests", () =>
    startEmbeddedDatabase(path.join(input.folder, "database"), { isThrowaway: true }),
  );
  try {
    await terminalSteps.run("Making the template database", () => makeTemplate(database));
    return await runVitest({ project: "database", report }, input, {
      ...env,
      TEST_DATABASE_ADMIN_URL: database.postgres.adminUrl,
      TEST_DATABASE_TEMPLATE: templateName(database),
      TEST_DATABASE_APP_URL: database.urls.appUrl,
      TEST_DATABASE_AUTH_URL: database.urls.authUrl,
      TEST_DATABASE_OWNER_URL: database.urls.ownerUrl,
    });
  } finally {
    await database.postgres.stop();
  }
}

/** How often fast-check looks for an order of events that breaks the guard's promise; `npm test` tries a few hundred. */
const interleavings = 100_000;
/**
 * How many random operations of two tenants look for something that crosses; `npm test` tries a few hundred. Whoever has no
 * hour asks for fewer, several times: each run has a seed of its own, so that runs add up.
 */
const isolationOperations = process.env.ISOLATION_OPERATIONS ?? "100000";
const attackTests = "security/";

/**
 * The long form of the tests of what may go wrong: frozen, killed and unreachable databases, stopped processes; two
 * tenants on one database, and half an hour of load. A filter that begins with `security/` runs the latter alone.
 */
export async function runFaultTests(input: VitestInput): Promise<Tally> {
  const attacks = input.filters.filter((filter) => filter.startsWith(attackTests));
  const isWhole = input.filters.length === 0;
  const tallies: Tally[] = [];
  if (isWhole || attacks.length === 0)
    tallies.push(
      await runVitest({ project: "faults", report: "faults" }, input, { GUARD_INTERLEAVINGS: String(interleavings) }),
    );
  if (isWhole || attacks.length > 0) {
    const filters = isWhole ? [attackTests] : attacks;
    const env = { ISOLATION_OPERATIONS: isolationOperations };
    tallies.push(await runWithDatabase({ ...input, filters }, "attacks", env));
  }
  return sumOf(tallies);
}

async function makeTemplate(database: EmbeddedDatabase): Promise<void> {
  await applyMigrations(database.urls.ownerUrl);
  // A template takes no connections, or it could not be cloned at that moment.
  const name = templateName(database);
  await withConnection(urlFor(database.postgres.adminUrl, {}), (admin) =>
    admin.query(`ALTER DATABASE ${name} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false`),
  );
}

function templateName(database: EmbeddedDatabase): string {
  return decodeURIComponent(new URL(database.urls.ownerUrl).pathname.slice(1));
}

async function runVitest(
  run: { project: string; report: string },
  input: VitestInput,
  env: Record<string, string>,
): Promise<Tally> {
  const report = path.join(input.folder, `${run.report}.json`);
  const require = createRequire(path.join(projectRoot, "package.json"));
  const vitest = path.join(path.dirname(require.resolve("vitest/package.json")), "vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const { exitCode } = await runProgram(
    process.execPath,
    [vitest, "run", "--project", run.project, ...reporters, ...input.filters],
    {
      env: { ...env, NODE_ENV: "test", LOG_LEVEL: "silent" },
      shows: true,
    },
  );
  return tallyOfVitest(report, exitCode);
}
