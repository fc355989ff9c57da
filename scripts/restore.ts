import { chownSync, existsSync, readdirSync } from "node:fs";
import { appendFile, copyFile, mkdir, readFile, rename } from "node:fs/promises";
import path from "node:path";
import { choosePlace, type EmbeddedPlace } from "@/lib/db/embedded-place";
import {
  type BackupManifest,
  backupManifest,
  checksumsOf,
  copyFolder,
  manifestName,
  thisMachine,
} from "./backup-files";
import { ensureClientGenerated } from "./generate";
import { applyMigrations } from "./migrations";
import { openDatabase, runningDatabase } from "./open-database";
import { loadEnvFile, readSettings } from "./portal-settings";
import { sentenceOf } from "./steps";

const journalName = "revocations.jsonl";

/**
 * `npm run restore -- <folder>`: puts a backup in the place of the embedded database, the files and the secrets, which are
 * kept beside it under another name. The journal of revocations stays and is replayed: a token that was revoked after the
 * backup stays revoked. The portal must not run.
 */
async function main(): Promise<void> {
  const [given] = process.argv.slice(2);
  if (given === undefined) throw new Error("Name the folder of the backup: npm run restore -- <folder>");
  const folder = path.resolve(given);
  loadEnvFile();
  if (process.env.DATABASE_URL)
    throw new Error("The database is a server of your own: restore it with pg_restore (README.md, Backup).");
  const dataDirectory = path.resolve(process.env.PORTAL_DATA_DIR || ".data");
  if (existsSync(path.join(dataDirectory, "secrets.json")) && (await runningDatabase(dataDirectory)) !== null)
    throw new Error("The portal runs: stop it first.");
  await checkBackup(folder);
  const kept = await putInPlace(folder, dataDirectory);
  console.log(`The backup is in its place; what was there before is kept in ${kept}`);
  await ensureClientGenerated();
  readSettings(process.env);
  const database = await openDatabase();
  const { closeAll } = await import("@/lib/process-once");
  try {
    const applied = await applyMigrations(database.urls.ownerUrl ?? "");
    const { closeJournal, openJournal } = await import("@/lib/revocation/revocation-journal");
    const revoked = await openJournal(dataDirectory);
    closeJournal();
    console.log(
      `${applied} migrations applied; ${revoked} tokens that were revoked since the backup are revoked again.`,
    );
  } finally {
    await closeAll();
    await database.close();
  }
}

/** @throws Error when the folder is no whole backup, or not for this machine */
async function checkBackup(folder: string): Promise<BackupManifest> {
  const file = path.join(folder, manifestName);
  if (!existsSync(file)) throw new Error(`${folder} is no backup: it has no ${manifestName}.`);
  const manifest = backupManifest.parse(JSON.parse(await readFile(file, "utf8")));
  if (manifest.machine !== thisMachine)
    throw new Error(`The backup is of ${manifest.machine} and fits no ${thisMachine}: restore it on such a machine.`);
  const found = await checksumsOf(folder);
  const names = new Set([...Object.keys(found), ...Object.keys(manifest.files)]);
  const damaged = [...names].filter((name) => found[name] !== manifest.files[name]);
  if (damaged.length > 0) throw new Error(`The backup is damaged: ${damaged.slice(0, 5).join(", ")}`);
  return manifest;
}

/** @returns where what was there before is kept */
async function putInPlace(folder: string, dataDirectory: string): Promise<string> {
  const place = choosePlace(dataDirectory);
  const kept = path.join(place.directory, `before-restore-${new Date().toISOString().replaceAll(/[:.]/g, "")}`);
  await mkdir(kept, { recursive: true, mode: 0o700 });
  const cluster = path.join(place.directory, "postgres");
  if (existsSync(cluster)) await rename(cluster, path.join(kept, "postgres"));
  const files = path.join(dataDirectory, "files");
  if (existsSync(files)) await copyFolder(files, path.join(kept, "files"));
  const secrets = path.join(dataDirectory, "secrets.json");
  if (existsSync(secrets)) await copyFile(secrets, path.join(kept, "secrets.json"));
  await copyFolder(path.join(folder, "postgres"), cluster);
  giveToPostgres(cluster, place);
  if (existsSync(path.join(folder, "files"))) await copyFolder(path.join(folder, "files"), files);
  await copyFile(path.join(folder, "secrets.json"), secrets);
  // The journal that is there knows more than the backup's, which counts where the data folder was lost.
  const journal = path.join(folder, journalName);
  if (existsSync(journal))
    await appendFile(path.join(dataDirectory, journalName), `\n${await readFile(journal, "utf8")}`);
  return kept;
}

/** Postgres does not run as root, so its files are its own user's. */
function giveToPostgres(cluster: string, { uid, gid }: EmbeddedPlace): void {
  if (uid === undefined || gid === undefined) return;
  chownSync(cluster, uid, gid);
  for (const entry of readdirSync(cluster, { withFileTypes: true, recursive: true }))
    chownSync(path.join(entry.parentPath, entry.name), uid, gid);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(sentenceOf(error));
    process.exit(1);
  },
);
