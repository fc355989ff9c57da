import { setTimeout as pause } from "node:timers/promises";
import { mintSecret } from "@/lib/tokens/token-secret";
import { inRounds, ratioOf } from "../harness/ratio";
import { atLeast, atMost, type Line, type Row, type Run } from "./row";
import { headersAt, load, onlyGood, portal, secretsOf, withServers } from "./wire";

/** Enough to show what refusing costs beside what answering costs; a flood that fills the core by itself measures the core. */
const forgedPerSecond = 2_000;
const revocationsPerSecond = 100;
const revokedFrom = 12_000;
const callsPerSecond = 500;

export const guardAbuse: Row[] = [
  {
    id: "B9",
    title: `Valid calls while ${forgedPerSecond} forged tokens a second arrive, against calm`,
    measure: flood,
    whenMissed:
      "Refusing two thousand requests a second takes its share of the one core that answers the others: reading and answering " +
      "them, not asking the database about them. The sender of the flood takes a share of the other core, on which the valid " +
      "calls are sent.",
  },
  {
    id: "B10",
    title: `Valid calls while ${revocationsPerSecond} tokens a second are revoked, against calm`,
    measure: storm,
    whenMissed:
      "A hundred commits a second, each with its place in the order of changes, and as many questions of the guard what has " +
      "changed, run on the core that answers the calls, and displace the more of them the faster these are: that each " +
      "revocation is taken in within milliseconds is what this buys.",
  },
  {
    id: "B11",
    title: `The slowest hundredth of ${callsPerSecond} calls a second while pages are rendered without a pause, against calm`,
    measure: besidePages,
    whenMissed:
      "Pages are rendered in a thread of their own, with a lower priority, but on the same core here, which is given from one " +
      "to the other in slices of milliseconds.",
  },
];

async function flood({ stage, pace, note }: Run): Promise<Line[]> {
  return withServers(async (start) => {
    const server = await start(portal(stage, stage.large));
    const valid = headersAt(server.port, secretsOf(stage.large, 0, 1_000));
    const forged = Array.from(
      { length: 5_000 },
      () => `Host: localhost:${server.port}\r\nAuthorization: Token ${mintSecret("api").secret}\r\n`,
    );
    const calls = { port: server.port, headers: valid };
    const sides = await inRounds(
      pace.rounds,
      {
        calm: async () => onlyGood(await load(pace, calls)).perSecond,
        flooded: async () => {
          const attack = { port: server.port, headers: forged, connections: 8, perSecond: forgedPerSecond };
          const [good, refused] = await Promise.all([load(pace, calls), load(pace, attack)]);
          if (refused.statuses["200"] !== undefined) throw new Error("a forged token was let in");
          return onlyGood(good).perSecond;
        },
      },
      note,
    );
    return [atLeast("valid calls a second, flooded : calm", ratio(sides, "flooded", "calm"), 0.8)];
  });
}

async function storm({ stage, pace, note }: Run): Promise<Line[]> {
  return withServers(async (start) => {
    const server = await start(portal(stage, stage.large));
    const calls = { port: server.port, headers: headersAt(server.port, secretsOf(stage.large, 0, 1_000)) };
    let next = revokedFrom;
    const sides = await inRounds(
      pace.rounds,
      {
        calm: async () => onlyGood(await load(pace, calls)).perSecond,
        storm: async () => {
          const state = { over: false };
          const revoking = (async () => {
            while (!state.over) {
              const [token] = secretsOf(stage.large, next++, 1);
              await stage.large.admin.query("update api_token set revoked_at = now() where id = $1", [token?.tokenId]);
              await pause(1_000 / revocationsPerSecond);
            }
          })();
          const good = await load(pace, calls);
          state.over = true;
          await revoking;
          return onlyGood(good).perSecond;
        },
      },
      note,
    );
    return [atLeast("valid calls a second, in the storm : calm", ratio(sides, "storm", "calm"), 0.9)];
  });
}

async function besidePages({ stage, pace, note }: Run): Promise<Line[]> {
  return withServers(async (start) => {
    const server = await start(portal(stage, stage.large));
    const headers = headersAt(server.port, secretsOf(stage.large, 0, 1_000));
    const calls = { port: server.port, headers, connections: 8, perSecond: callsPerSecond };
    const pages = {
      port: server.port,
      path: "/sign-in",
      headers: [`Host: localhost:${server.port}\r\n`],
      connections: 4,
    };
    const rendered: number[] = [];
    const sides = await inRounds(
      pace.rounds,
      {
        calm: async () => onlyGood(await load(pace, calls)).p99,
        beside: async () => {
          const [api, page] = await Promise.all([load(pace, calls), load(pace, pages)]);
          rendered.push(onlyGood(page).perSecond);
          return onlyGood(api).p99;
        },
      },
      note,
    );
    const remark = `up to ${Math.max(...rendered).toFixed(0)} pages a second`;
    return [atMost("99th percentile, beside pages : calm", ratio(sides, "beside", "calm"), 1.5, remark)];
  });
}

function ratio(sides: Awaited<ReturnType<typeof inRounds>>, ours: string, other: string) {
  const [one, two] = [sides[ours], sides[other]];
  if (one === undefined || two === undefined) throw new Error(`${ours} or ${other} was not measured`);
  return ratioOf(one, two);
}
