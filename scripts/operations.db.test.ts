import { appendFileSync, chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createClient } from "@/lib/db/create-client";
import { withTenant } from "@/lib/db/transaction";
import { makeMember, makeTenant, makeToken } from "@/prisma/factories";
import { startEmbeddedDatabase } from "./embedded-database";
import { applyMigrations } from "./migrations";
import { projectRoot } from "./project";
import { runProgram } from "./run-program";
import { ensureSecrets } from "./secrets";

/*
 * The operator's commands, each in a process of its own, on an installation of its own: a data folder with an embedded
 * Postgres that keeps what it wrote.
 */

const folder = mkdtempSync(path.join(tmpdir(), "portcullis-operations-"));
const dataDirectory = path.join(folder, "data");
const minutes = 60_000;

beforeAll(() => chmodSync(folder, 0o711));
afterAll(() => {
  const place = path.join(dataDirectory, "postgres-place");
  if (existsSync(place)) rmSync(readFileSync(place, "utf8").trim(), { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
});

function run(script: string, ...args: string[]) {
  const cleared = { DATABASE_URL: "", DATABASE_AUTH_URL: "", PORTAL_TOKEN_PEPPER: "", PORTAL_SESSION_SECRET: "" };
  return runProgram(process.execPath, [path.join(projectRoot, "scripts/run.mjs"), script, ...args], {
    env: { ...cleared, PORTAL_DATA_DIR: dataDirectory, NODE_ENV: "production", LOG_LEVEL: "silent" },
  });
}

/** Something done in the installation's database, which is started for it. */
async function inside<T>(work: (client: ReturnType<typeof createClient>) => Promise<T>): Promise<T> {
  const { postgres, urls } = await startEmbeddedDatabase(dataDirectory);
  await applyMigrations(urls.ownerUrl);
  const client = createClient(urls.appUrl);
  try {
    return await work(client);
  } finally {
    await client.$disconnect();
    await postgres.stop();
  }
}

test("R-11: a backup that is restored brings its rows back, and no token that was revoked since", {
  timeout: 6 * minutes,
}, async () => {
  const pepper = ensureSecrets(dataDirectory).tokenPepper;
  const made = await inside(async (client) => {
    const owner = await makeMember(client, await makeTenant(client), { role: "security-reader" });
    const [revoked, living] = [await makeToken(client, owner, { pepper }), await makeToken(client, owner, { pepper })];
    return { owner, revoked, living };
  });
  const { owner, revoked, living } = made;
  const tenantId = owner.tenant.id;
  const backup = path.join(folder, "backup");
  expect(await run("backup", backup)).toMatchObject({ exitCode: 0 });
  expect((await run("backup", backup)).output).toContain("is there already");

  const later = await inside(async (client) => {
    const revokedAt = new Date();
    await withTenant(
      tenantId,
      (tx) => tx.apiToken.updateMany({ where: { tenantId, id: revoked.id }, data: { revokedAt } }),
      client,
    );
    return { token: await makeToken(client, owner, { pepper, name: "After the backup" }), revokedAt };
  });
  const line = { tenantId, publicId: revoked.publicId, revokedAt: later.revokedAt.toISOString() };
  appendFileSync(path.join(dataDirectory, "revocations.jsonl"), `\n${JSON.stringify(line)}`);

  const damaged = path.join(folder, "damaged");
  cpSync(backup, damaged, { recursive: true });
  appendFileSync(path.join(damaged, "secrets.json"), " ");
  expect((await run("restore", damaged)).output).toContain("The backup is damaged: secrets.json");

  const restored = await run("restore", backup);
  expect(restored.output).toContain("1 tokens that were revoked since the backup are revoked again");
  expect(restored.exitCode).toBe(0);
  const tokens = await inside((client) =>
    withTenant(
      tenantId,
      (tx) => tx.apiToken.findMany({ where: { tenantId }, select: { publicId: true, revokedAt: true } }),
      client,
    ),
  );
  expect(tokens.map(({ publicId }) => publicId).sort()).toEqual([revoked.publicId, living.publicId].sort());
  expect(tokens.find(({ publicId }) => publicId === revoked.publicId)?.revokedAt).not.toBeNull();
  expect(tokens.find(({ publicId }) => publicId === living.publicId)?.revokedAt).toBeNull();

  const verified = await run("audit-verify");
  expect(verified.output).toContain(`ok     ${owner.tenant.slug}: 1 row verified`);
  expect(verified.exitCode).toBe(0);
});

test("T-09: a new key joins the old one, which goes only once no living token rests on it, or by force", {
  timeout: 4 * minutes,
}, async () => {
  expect((await run("pepper-rotate")).output).toContain("The key k2 is current from the next start on; k1 stays valid");
  expect(ensureSecrets(dataDirectory).tokenPepper).toMatch(/^k2:[^,]+,k1:[^,]+$/);
  expect((await run("pepper-rotate", "--status")).output).toContain("1 living tokens rest on the older key k1");
  const refused = await run("pepper-rotate", "--remove", "k1");
  expect(refused.output).toContain("1 living tokens rest on k1 and would end");
  expect(refused.exitCode).toBe(1);
  expect((await run("pepper-rotate", "--remove", "k2")).output).toContain("k2 is the current key");
  expect((await run("pepper-rotate", "--remove", "k1", "--force")).exitCode).toBe(0);
  expect(ensureSecrets(dataDirectory).tokenPepper).toMatch(/^k2:[^,]+$/);
});
