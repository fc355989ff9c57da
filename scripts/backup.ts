import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { choosePlace } from "@/lib/db/embedded-place";
import { type BackupManifest, checksumsOf, copyFolder, manifestName, thisMachine } from "./backup-files";
import { copyCluster } from "./copy-cluster";
import { type OpenDatabase, openDatabase } from "./open-database";
import { sentenceOf } from "./steps";

const OWN_SERVER = `The database is a server of your own: back it up with its own tools, such as

  pg_dump --format=custom --file=portcullis.dump "$DATABASE_OWNER_URL"    (as a role that row-level security does not bind)

and keep the data folder (secrets.json, files, revocations.jsonl) beside it. README.md, Backup, has the way back.`;

/**
 * `npm run backup [-- <folder>]`: copies the embedded database, the files, the secrets and the journal of revocations into
 * a new folder, while the portal runs or not. The folder has secrets in it.
 */
async function main(): Promise<void> {
  const database = await openDatabase();
  try {
    if (database.embedded === null) throw new Error(OWN_SERVER);
    const name = `portcullis-${new Date().toISOString().slice(0, 19).replaceAll(":", "")}`;
    const folder = path.resolve(process.argv[2] ?? path.join(database.dataDirectory, "backups", name));
    if (existsSync(folder)) throw new Error(`${folder} is there already: name a new folder.`);
    const part = `${folder}.part`;
    await rm(part, { recursive: true, force: true });
    await mkdir(part, { recursive: true, mode: 0o700 });
    const manifest = await fill(part, database, database.embedded.adminUrl);
    await rename(part, folder);
    console.log(`${Object.keys(manifest.files).length} files are kept in ${folder}`);
    console.log(`They hold the portal's secrets: keep them as you keep those. Back with npm run restore -- ${folder}`);
  } finally {
    await database.close();
  }
}

async function fill(part: string, { dataDirectory }: OpenDatabase, adminUrl: string): Promise<BackupManifest> {
  // Files before the database: an anchor of an audit log must not be ahead of the log.
  const files = path.join(dataDirectory, "files");
  if (existsSync(files)) await copyFolder(files, path.join(part, "files"), (place) => !place.startsWith(".incoming"));
  const cluster = path.join(choosePlace(dataDirectory).directory, "postgres");
  await copyCluster(adminUrl, cluster, path.join(part, "postgres"));
  for (const name of ["secrets.json", "revocations.jsonl", "demo-password"])
    if (existsSync(path.join(dataDirectory, name)))
      await copyFile(path.join(dataDirectory, name), path.join(part, name));
  const manifest: BackupManifest = {
    format: 1,
    madeAt: new Date().toISOString(),
    postgres: (await readFile(path.join(cluster, "PG_VERSION"), "utf8")).trim(),
    machine: thisMachine,
    files: await checksumsOf(part),
  };
  await writeFile(path.join(part, manifestName), `${JSON.stringify(manifest, null, 2)}\n`, {
    mode: 0o600,
    flush: true,
  });
  return manifest;
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(sentenceOf(error));
    process.exit(1);
  },
);
