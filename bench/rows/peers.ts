import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { urlFor } from "@/scripts/database-roles";
import { projectRoot } from "@/scripts/project";
import { pinned } from "../harness/child";
import { ratioOf, type Side, spreadOf } from "../harness/ratio";
import type { Stage } from "../harness/stage";
import { atLeast, type Line, type Row, type Run } from "./row";
import { secretsOf } from "./wire";

const folder = path.join(projectRoot, "bench/peers");
const peerDatabase = "bench_peers";
const keys = 64;

export const peers: Row[] = [
  {
    id: "B5",
    title: "The guard as a function against better-auth's verifyApiKey, on Postgres and in memory",
    measure: betterAuth,
  },
];

async function betterAuth({ stage, pace, note }: Run): Promise<Line[]> {
  installPeers(note);
  const connection = await emptyDatabase(stage);
  const sides: Record<"guard" | "database" | "map", Side> = {
    guard: { name: "guard", values: [] },
    database: { name: "database", values: [] },
    map: { name: "map", values: [] },
  };
  for (let round = 0; round < pace.rounds; round += 1) {
    const ours = figuresOf(
      ["--import", "tsx", "bench/rivals/verify-guard.ts", String(pace.milliseconds)],
      guardEnvironment(stage),
    );
    const theirs = figuresOf(["bench/peers/better-auth.mjs", connection, String(pace.milliseconds)], {});
    sides.guard.values.push(ours.guard ?? Number.NaN);
    sides.database.values.push(theirs.database ?? Number.NaN);
    sides.map.values.push(theirs.map ?? Number.NaN);
    note(`round ${round + 1} of ${pace.rounds}: ${JSON.stringify({ ...ours, ...theirs })}`);
  }
  const remark = Object.values(sides).map(
    ({ name, values }) => `${name} ${Math.round(spreadOf(values).median).toLocaleString("en")}`,
  );
  return [
    atLeast(
      "ours : better-auth on Postgres",
      ratioOf(sides.guard, sides.database),
      100,
      `${remark.join(", ")} a second`,
    ),
    atLeast("ours : better-auth on a Map", ratioOf(sides.guard, sides.map), 20),
  ];
}

/** npm install in bench/peers, once; the portal itself never needs these. */
function installPeers(note: (text: string) => void): void {
  if (existsSync(path.join(folder, "node_modules/better-auth"))) return;
  note("installing the peers");
  // Two of the peers disagree about the version of a package of their own.
  const flags = ["--ignore-scripts", "--legacy-peer-deps", "--no-package-lock", "--no-audit", "--no-fund"];
  const installed = spawnSync("npm", ["install", ...flags], { cwd: folder, encoding: "utf8" });
  if (installed.status !== 0) throw new Error(`the peers could not be installed: ${installed.stderr}`);
}

async function emptyDatabase(stage: Stage): Promise<string> {
  const { admin, urls } = stage.large;
  await admin.query(`drop database if exists ${peerDatabase}`);
  await admin.query(`create database ${peerDatabase} owner portcullis_owner`);
  return urlFor(urls.ownerUrl, { database: peerDatabase });
}

function guardEnvironment(stage: Stage): Record<string, string> {
  return {
    DATABASE_URL: stage.large.urls.appUrl,
    DATABASE_AUTH_URL: stage.large.urls.authUrl,
    PORTAL_SESSION_SECRET: stage.sessionSecret,
    PORTAL_TOKEN_PEPPER: stage.pepper,
    GUARD_SECRETS: secretsOf(stage.large, 0, keys)
      .map(({ secret }) => secret)
      .join(","),
  };
}

/** What a program printed as JSON in its last line. */
function figuresOf(args: string[], env: Record<string, string>): Record<string, number> {
  const { command, args: all } = pinned(args);
  const { status, stdout, stderr } = spawnSync(command, all, {
    cwd: projectRoot,
    env: { ...env, PATH: process.env.PATH, NODE_ENV: "production" },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${args.join(" ")} failed: ${stderr.slice(-2_000)}`);
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "{}");
}
