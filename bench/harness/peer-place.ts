import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { urlFor } from "@/scripts/database-roles";
import { projectRoot } from "@/scripts/project";
import type { Stage } from "./stage";

export const peerDatabase = "bench_peers";

/** npm install in a folder of bench/peers, once; the portal itself never needs what it brings. */
export function installPeer(folder: string, name: string, note: (text: string) => void): void {
  const cwd = path.join(projectRoot, folder);
  if (existsSync(path.join(cwd, "node_modules", name))) return;
  note(`installing ${name}, which may take minutes`);
  // Peers disagree about the versions of packages that they share.
  const flags = ["--ignore-scripts", "--legacy-peer-deps", "--no-package-lock", "--no-audit", "--no-fund"];
  const installed = spawnSync("npm", ["install", ...flags], { cwd, encoding: "utf8" });
  if (installed.status !== 0) throw new Error(`${name} could not be installed: ${installed.stderr}`);
}

/** Runs work with an empty database of its own in the benchmark's Postgres, which is gone afterwards. */
export async function withPeerDatabase<T>({ large }: Stage, work: (connection: string) => Promise<T>): Promise<T> {
  const drop = `drop database if exists ${peerDatabase} with (force)`;
  await large.admin.query(drop);
  await large.admin.query(`create database ${peerDatabase} owner portcullis_owner`);
  try {
    return await work(urlFor(large.urls.ownerUrl, { database: peerDatabase }));
  } finally {
    await large.admin.query(drop);
  }
}
