import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";
import pg from "pg";
import { tokenPattern } from "@/lib/domain/token-pattern";

/*
 * Runs after every other test of the portal: whatever they used as a token, a password or a key is a canary, and may stand
 * in none of the places that people collect, copy and publish. The portal logs at its most talkative level meanwhile.
 */

const token = new RegExp(`\\b${tokenPattern}\\b`, "g");

/** What may stand nowhere, by the name under which a failure tells of it. */
function canaries(): Map<string, string> {
  const dataDirectory = process.env.PORTAL_TEST_DATA_DIR ?? "";
  const secrets: unknown = JSON.parse(readFileSync(path.join(dataDirectory, "secrets.json"), "utf8"));
  const found = new Map([["the demo password", process.env.PORTAL_TEST_PASSWORD ?? ""]]);
  const collect = (value: unknown, name: string): void => {
    if (typeof value === "string") found.set(name, value.replace(/^k\d+:/, ""));
    else if (typeof value === "object" && value !== null)
      for (const [key, inner] of Object.entries(value)) collect(inner, `${name}.${key}`);
  };
  collect(secrets, "secrets.json");
  return found;
}

/** Where a secret stands in a text, without the secret. */
function leaksIn(text: string, where: string): string[] {
  const named = [...canaries()].filter(([, secret]) => secret !== "" && text.includes(secret)).map(([name]) => name);
  const tokens = (text.match(token) ?? []).map((found) => `a token ${found.slice(0, 16)}…`);
  return [...new Set([...named, ...tokens])].map((what) => `${what} in ${where}`);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

test("A-04: what the portal wrote to its log while everything was tested, at the debug level, holds no secret", () => {
  const file = process.env.PORTAL_TEST_LOG_FILE ?? "";
  const text = readFileSync(file, "utf8");
  expect(text.length).toBeGreaterThan(1_000);
  expect(leaksIn(text, path.basename(file))).toEqual([]);
});

test("T-05: the database's log holds no secret, and no process left a crash dump or a report", () => {
  const dataDirectory = process.env.PORTAL_TEST_DATA_DIR ?? "";
  const log = path.join(dataDirectory, "postgres.log");
  expect(statSync(log).size).toBeGreaterThan(0);
  expect(leaksIn(readFileSync(log, "utf8"), "postgres.log")).toEqual([]);
  const dumps = readdirSync(process.cwd()).filter((name) =>
    /^(core(\.\d+)?|report\..*\.json|.*\.heapsnapshot)$/.test(name),
  );
  expect(dumps).toEqual([]);
});

test("T-05: a dump of the database holds no token", async () => {
  const url = new URL(process.env.PORTAL_TEST_OWNER_URL ?? "");
  const secrets: { postgres: { superuser: string } } = JSON.parse(
    readFileSync(path.join(process.env.PORTAL_TEST_DATA_DIR ?? "", "secrets.json"), "utf8"),
  );
  url.username = "postgres";
  url.password = encodeURIComponent(secrets.postgres.superuser);
  const admin = new pg.Client({ connectionString: url.href });
  await admin.connect();
  try {
    const { rows: tables } = await admin.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    expect(tables.length).toBeGreaterThan(20);
    const leaks: string[] = [];
    for (const { name } of tables) {
      const { rows } = await admin.query<{ count: number }>(
        `select count(*)::int as count from ${name} as dumped where dumped::text ~ $1`,
        [`\\m${tokenPattern}\\M`],
      );
      if (rows[0]?.count !== 0) leaks.push(`${rows[0]?.count} rows of ${name}`);
    }
    expect(leaks).toEqual([]);
  } finally {
    await admin.end();
  }
});

test("P-01: what was built holds no secret", () => {
  const folders = [".next/static", ".next/server", "dist"].filter((folder) => existsSync(folder));
  expect(folders).toHaveLength(3);
  const files = folders.flatMap(filesBelow).filter((file) => statSync(file).size < 50_000_000);
  expect(files.length).toBeGreaterThan(50);
  const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----\s*[A-Za-z0-9+/=]{20}/;
  const leaks = files.flatMap((file) => {
    const text = readFileSync(file, "latin1");
    return [...leaksIn(text, file), ...(privateKey.test(text) ? [`a private key in ${file}`] : [])];
  });
  expect(leaks).toEqual([]);
});
