import { spawnSync } from "node:child_process";
import { projectRoot } from "@/scripts/project";
import { pinned } from "../harness/child";
import { installPeer, withPeerDatabase } from "../harness/peer-place";
import { ratioOf, type Side, spreadOf } from "../harness/ratio";
import type { Stage } from "../harness/stage";
import { atLeast, type Line, type Row, type Run } from "./row";
import { secretsOf } from "./wire";

const keys = 64;

export const betterAuthRow: Row = {
  id: "B5",
  title: "The guard as a function against better-auth's verifyApiKey, on Postgres and in memory",
  measure: againstBetterAuth,
};

async function againstBetterAuth(run: Run): Promise<Line[]> {
  installPeer("bench/peers", "better-auth", run.note);
  return withPeerDatabase(run.stage, (connection) => inTurn(run, connection));
}

async function inTurn({ stage, pace, note }: Run, connection: string): Promise<Line[]> {
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
