import { copyFile, mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type pg from "pg";
import { z } from "zod";
import { copyFolder } from "./backup-files";
import { withConnection } from "./database-roles";

/** Folders of which a copy needs the place and not the content (Postgres manual, 25.3.4.2). */
const emptied = [
  "pg_dynshmem",
  "pg_notify",
  "pg_replslot",
  "pg_serial",
  "pg_snapshots",
  "pg_stat_tmp",
  "pg_subtrans",
  "pg_wal",
];
const leftOut = /^(postmaster\.(pid|opts)|backup_label|tablespace_map)$|(^|[\\/])(pgsql_tmp|pg_internal\.init)/;
const segment = /^[0-9A-F]{24}$/;

const started = z.object({ segment: z.string() });
const stopped = z.object({ segment: z.string(), labelfile: z.string() });

/**
 * Copies a running cluster by Postgres' own low-level backup (manual, 25.3.4): the copy holds all that was committed when
 * it ends, and makes itself whole when it is started. A replication slot keeps the log that it needs until then.
 * The embedded package brings no pg_dump and no pg_basebackup.
 */
export async function copyCluster(adminUrl: string, cluster: string, to: string): Promise<void> {
  await withConnection(adminUrl, async (admin) => {
    const slot = `backup_${process.pid}`;
    await admin.query("select pg_create_physical_replication_slot($1, true, true)", [slot]);
    const first = await begin(admin);
    await copyFolder(cluster, to, (place, entry) => {
      const [top = "", ...below] = place.split(path.sep);
      if (below.length > 0 && emptied.includes(top)) return false;
      return !leftOut.test(place) && !entry.isSymbolicLink();
    });
    const last = await end(admin);
    await writeFile(path.join(to, "backup_label"), last.labelfile, { mode: 0o600, flush: true });
    await copyLog(path.join(cluster, "pg_wal"), path.join(to, "pg_wal"), first.segment, last.segment);
    await admin.query("select pg_drop_replication_slot($1)", [slot]);
  });
}

async function begin(admin: pg.Client): Promise<z.infer<typeof started>> {
  const { rows } = await admin.query("select pg_walfile_name(pg_backup_start('portcullis backup', true)) as segment");
  return started.parse(rows[0]);
}

async function end(admin: pg.Client): Promise<z.infer<typeof stopped>> {
  const { rows } = await admin.query("select pg_walfile_name(lsn) as segment, labelfile from pg_backup_stop(false)");
  return stopped.parse(rows[0]);
}

/** The segments from where the copy began to where it ended; their names sort as they follow each other. */
async function copyLog(from: string, to: string, first: string, last: string): Promise<void> {
  await mkdir(path.join(to, "archive_status"), { recursive: true, mode: 0o700 });
  for (const name of await readdir(from))
    if (segment.test(name) && name >= first && name <= last) await copyFile(path.join(from, name), path.join(to, name));
}
