import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { startChild } from "../harness/child";
import { installPeer, peerDatabase, withPeerDatabase } from "../harness/peer-place";
import { inRounds, ratio, remarkOf } from "../harness/ratio";
import { atLeast, type Line, type Row, type Run } from "./row";
import {
  headersAt,
  nextRivalPort,
  oneOf,
  payloadOf,
  portal,
  type Rival,
  rate,
  secretsOf,
  statementsDuring,
  withServers,
} from "./wire";

const folder = "bench/peers/strapi";
/** Requests whose statements are counted one by one: a load generator ends with some on their way. */
const counted = 50;
const readyMessage = z.object({ token: z.string().min(1) });

export const strapiRow: Row = {
  id: "B6",
  title: "The product's GET /api/v1/me, cached, against the same bytes behind Strapi's API token",
  measure: againstStrapi,
};

type Place = { database: string; publicFolder: string };
type Strapi = Rival & { authorization: string };

async function againstStrapi(run: Run): Promise<Line[]> {
  installPeer(folder, "@strapi/strapi", run.note);
  const publicFolder = path.join(run.stage.folder, "strapi");
  // Strapi does not start where there is no place for uploads.
  mkdirSync(path.join(publicFolder, "uploads"), { recursive: true });
  try {
    return await withPeerDatabase(run.stage, (database) => inTurn(run, { database, publicFolder }));
  } finally {
    rmSync(publicFolder, { recursive: true, force: true });
  }
}

async function inTurn({ stage, pace, note }: Run, place: Place): Promise<Line[]> {
  return withServers(async (start) => {
    const [token] = oneOf(secretsOf(stage.large, 0, 1));
    const ours = await start(portal(stage, stage.large));
    const payload = await payloadOf(ours, token);
    note("starting Strapi, which makes its tables first");
    const strapi = await start(startStrapi(place, payload));
    await requireGuard(strapi, payload);
    const toOurs = { port: ours.port, headers: headersAt(ours.port, [token]) };
    const toStrapi = {
      port: strapi.port,
      headers: [`Host: localhost:${strapi.port}\r\nAuthorization: ${strapi.authorization}\r\n`],
    };
    const sides = await inRounds(
      pace.rounds,
      { ours: () => rate(pace, toOurs), strapi: () => rate(pace, toStrapi) },
      note,
    );
    const perRequest = await statementsDuring(stage.large, () => askInTurn(strapi, counted), {
      roles: ["portcullis_owner"],
      database: peerDatabase,
    });
    const remark = `${remarkOf(sides, "ours", "strapi")}; Strapi sends ${perRequest.toFixed(1)} SQL statements for each`;
    return [atLeast("requests a second, ours : Strapi", ratio(sides, "ours", "strapi"), 40, remark)];
  });
}

async function startStrapi({ database, publicFolder }: Place, payload: string): Promise<Strapi> {
  const port = nextRivalPort();
  const child = await startChild({
    args: [`${folder}/serve.js`],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      STRAPI_TELEMETRY_DISABLED: "true",
      PORT: String(port),
      DATABASE_URL: database,
      PEER_PUBLIC_FOLDER: publicFolder,
      PEER_PAYLOAD: payload,
    },
    seconds: 180,
  });
  return { ...child, port, authorization: `Bearer ${readyMessage.parse(child.ready).token}` };
}

async function askInTurn(strapi: Strapi, times: number): Promise<number> {
  for (let time = 0; time < times; time += 1) await (await ask(strapi, strapi.authorization)).text();
  return times;
}

function ask({ port }: Strapi, authorization: string | null): Promise<Response> {
  const headers = authorization === null ? undefined : { authorization };
  return fetch(`http://127.0.0.1:${port}/api/v1/me/`, { headers });
}

/** Both sides must do the same: answer these bytes to the token, and nothing to anybody else. */
async function requireGuard(strapi: Strapi, payload: string): Promise<void> {
  const answer = await ask(strapi, strapi.authorization);
  const text = await answer.text();
  if (text !== payload) throw new Error(`Strapi answered ${answer.status}: ${text.slice(0, 500)}`);
  for (const value of [null, `Bearer ${"0".repeat(256)}`]) {
    const { status } = await ask(strapi, value);
    if (status !== 401 && status !== 403) throw new Error(`Strapi answered ${status} without its token`);
  }
}
