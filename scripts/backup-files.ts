import { createHash } from "node:crypto";
import { createReadStream, type Dirent } from "node:fs";
import { copyFile, mkdir, readdir } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";

export const manifestName = "manifest.json";

/** What a backup is, and the SHA-256 of each of its files by path. */
export const backupManifest = z.object({
  format: z.literal(1),
  madeAt: z.iso.datetime(),
  /** Files of a cluster fit the same major version of Postgres on the same kind of machine. */
  postgres: z.string(),
  machine: z.string(),
  files: z.record(z.string(), z.string()),
});
export type BackupManifest = z.infer<typeof backupManifest>;

export const thisMachine = `${process.platform}-${process.arch}`;

/**
 * Copies a folder that may change meanwhile: what vanishes before it is reached is left out.
 * @param takes tells, by the path below the folder, whether a file is copied, or only the folder itself, or nothing
 */
export async function copyFolder(
  from: string,
  to: string,
  takes: (relative: string, entry: Dirent) => boolean = () => true,
  relative = "",
): Promise<void> {
  await mkdir(path.join(to, relative), { recursive: true, mode: 0o700 });
  const entries = await readdir(path.join(from, relative), { withFileTypes: true }).catch(unlessGone<Dirent[]>([]));
  for (const entry of entries) {
    const place = path.join(relative, entry.name);
    if (!takes(place, entry)) continue;
    if (entry.isDirectory()) await copyFolder(from, to, takes, place);
    else if (entry.isFile()) await copyFile(path.join(from, place), path.join(to, place)).catch(unlessGone(undefined));
  }
}

/** SHA-256 of every file below a folder, by its path with forward slashes. */
export async function checksumsOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const sums: [string, string][] = [];
  for (const entry of entries.filter((found) => found.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    const hash = createHash("sha256");
    await pipeline(createReadStream(file), hash);
    sums.push([path.relative(folder, file).split(path.sep).join("/"), hash.digest("hex")]);
  }
  return Object.fromEntries(sums.filter(([name]) => name !== manifestName).sort());
}

function unlessGone<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return value;
    throw error;
  };
}
