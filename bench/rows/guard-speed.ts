import { inRounds, ratio, remarkOf } from "../harness/ratio";
import { atLeast, atMost, type Line, type Row, type Run } from "./row";
import {
  buildNextRival,
  headersAt,
  load,
  oneOf,
  onlyGood,
  payloadOf,
  portal,
  rate,
  rival,
  secretsOf,
  statementsDuring,
  withServers,
} from "./wire";

/** Different tokens, where a row is not about one. */
const spread = 3_000;

export const guardSpeed: Row[] = [
  {
    id: "B1",
    title: "The product's GET /api/v1/me, cached, against bare node:http without any guard",
    measure: againstBare,
    whenMissed:
      "A profile of the route: three tenths of the time are the one system call that sends the answer, three tenths Node " +
      "reading the request and writing the head with its seventeen lines. The product's own lines take a quarter, none of them " +
      "more than a twentieth: verifying the token, counting the call, the answer's JSON. Of 60 µs a call, bare takes 29 and " +
      "Fastify alone 40: the gate leaves 4 µs for all that the product adds, which takes 20.",
  },
  {
    id: "B2",
    title: "Against Next: a route handler of the App Router, and pages/api",
    measure: againstNext,
    whenMissed:
      "Next's routes take a millisecond of the core here, ours a tenth of one. What stands between ours and the gate is what " +
      "stands between B1 and its own.",
  },
  {
    id: "B3",
    title: "Against Fastify alone with the least that a guard must do",
    measure: againstFastify,
    whenMissed:
      "The other side sets no security header, gives no request an id, limits nothing, counts nothing and answers for one " +
      "host: the difference is the price of those.",
  },
  {
    id: "B4",
    title: "Nothing remembered, one statement a call, against bare node:http with a hand-written prepared query",
    measure: uncached,
    whenMissed:
      "Both sides spend most of their time in the same statement. Ours also leases the request quota of each token that it " +
      "has not met in this minute, and writes the first use of each: that is where the statements beyond one come from.",
  },
  {
    id: "B7",
    title: "Flatness: a thousand and a million tokens, one tenant and a thousand, one hot token and three thousand",
    measure: flatness,
    whenMissed:
      "Three thousand tokens in turn do not stay in the processor's caches, each of them leases its requests of the minute and " +
      "has a row of usage to write every five seconds, on the core that answers the calls.",
  },
  {
    id: "B8",
    title: "Recording each use, against the same server without it",
    measure: recording,
    whenMissed:
      "Counting a call costs 3 % of it. The rest is the batch of a thousand rows every five seconds, which Postgres writes on " +
      "the core that answers the calls: the faster calls are, the more of them it displaces.",
  },
];

async function againstBare({ stage, pace, note }: Run): Promise<Line[]> {
  return withServers(async (start) => {
    const [token] = oneOf(secretsOf(stage.large, 0, 1));
    const ours = await start(portal(stage, stage.large));
    const answer = { secret: token.secret, payload: await payloadOf(ours, token) };
    const bare = await start(rival(stage, "bare", answer));
    const fastify = await start(rival(stage, "fastify", answer));
    const calls = headersAt(ours.port, [token]);
    const sides = await inRounds(
      pace.rounds,
      {
        ours: () => rate(pace, { port: ours.port, headers: calls }),
        bare: () => rate(pace, { port: bare.port, headers: calls }),
        fastify: () => rate(pace, { port: fastify.port, headers: calls }),
      },
      note,
    );
    const perRequest = await statementsDuring(
      stage.large,
      async () => onlyGood(await load(pace, { port: ours.port, headers: calls })).sent,
    );
    return [
      atLeast("requests a second, ours : bare", ratio(sides, "ours", "bare"), 0.65, remarkOf(sides, "ours", "bare")),
      {
        what: "for comparison, Fastify alone with the least that a guard must do : bare",
        figure: ratio(sides, "fastify", "bare"),
        gate: "none",
        passed: null,
        remark: "the server that the API is built on, before anything of the product is added",
      },
      {
        what: "SQL statements a request, polls and recording included",
        figure: perRequest.toFixed(4),
        gate: "≤ 0.01",
        passed: perRequest <= 0.01,
      },
    ];
  });
}

async function againstNext({ stage, pace, note }: Run): Promise<Line[]> {
  buildNextRival();
  return withServers(async (start) => {
    const [token] = oneOf(secretsOf(stage.large, 0, 1));
    const ours = await start(portal(stage, stage.large));
    const next = await start(rival(stage, "next", { secret: token.secret, payload: await payloadOf(ours, token) }));
    const calls = headersAt(ours.port, [token]);
    const sides = await inRounds(
      pace.rounds,
      {
        ours: () => rate(pace, { port: ours.port, headers: calls }),
        "App Router": () => rate(pace, { port: next.port, headers: calls, path: "/api/app-route" }),
        "pages/api": () => rate(pace, { port: next.port, headers: calls, path: "/api/pages-route" }),
      },
      note,
    );
    return [
      atLeast(
        "ours : App Router handler",
        ratio(sides, "ours", "App Router"),
        15,
        remarkOf(sides, "ours", "App Router"),
      ),
      atLeast("ours : pages/api", ratio(sides, "ours", "pages/api"), 8, remarkOf(sides, "ours", "pages/api")),
    ];
  });
}

async function againstFastify({ stage, pace, note }: Run): Promise<Line[]> {
  return withServers(async (start) => {
    const [token] = oneOf(secretsOf(stage.large, 0, 1));
    const ours = await start(portal(stage, stage.large));
    const fastify = await start(
      rival(stage, "fastify", { secret: token.secret, payload: await payloadOf(ours, token) }),
    );
    const calls = headersAt(ours.port, [token]);
    const sides = await inRounds(
      pace.rounds,
      {
        ours: () => rate(pace, { port: ours.port, headers: calls }),
        fastify: () => rate(pace, { port: fastify.port, headers: calls }),
      },
      note,
    );
    return [atLeast("ours : Fastify", ratio(sides, "ours", "fastify"), 0.95, remarkOf(sides, "ours", "fastify"))];
  });
}

async function uncached({ stage, pace, note }: Run): Promise<Line[]> {
  return withServers(async (start) => {
    const tokens = secretsOf(stage.large, 0, spread);
    const [token] = oneOf(tokens);
    const ours = await start(portal(stage, stage.large, "no-memory"));
    const query = await start(
      rival(stage, "bare-query", { secret: token.secret, payload: await payloadOf(ours, token) }),
    );
    const sides = await inRounds(
      pace.rounds,
      {
        ours: () => rate(pace, { port: ours.port, headers: headersAt(ours.port, tokens) }),
        "bare query": () => rate(pace, { port: query.port, headers: headersAt(query.port, tokens) }),
      },
      note,
    );
    const perRequest = await statementsDuring(
      stage.large,
      async () => onlyGood(await load(pace, { port: ours.port, headers: headersAt(ours.port, tokens) })).sent,
    );
    return [
      atLeast(
        "ours : bare with the query",
        ratio(sides, "ours", "bare query"),
        0.8,
        remarkOf(sides, "ours", "bare query"),
      ),
      {
        what: "SQL statements a request, polls and recording included",
        figure: perRequest.toFixed(3),
        gate: "≤ 1.05",
        passed: perRequest <= 1.05,
      },
    ];
  });
}

async function flatness({ stage, pace, note }: Run): Promise<Line[]> {
  const small = await stage.small();
  return withServers(async (start) => {
    const million = await start(portal(stage, stage.large));
    const thousand = await start(portal(stage, small));
    const many = secretsOf(stage.large, 0, spread);
    const [hot] = oneOf(many);
    const few = secretsOf(small, 0, 700);
    const ofOneTenant = stage.large.world.secrets.filter(({ slug }) => slug === hot.slug).slice(0, 1_000);
    const sides = await inRounds(
      pace.rounds,
      {
        "of a thousand": () => rate(pace, { port: thousand.port, headers: headersAt(thousand.port, few) }),
        "of a million": () => rate(pace, { port: million.port, headers: headersAt(million.port, many.slice(0, 700)) }),
        "three thousand tokens": () => rate(pace, { port: million.port, headers: headersAt(million.port, many) }),
        "one hot token": () => rate(pace, { port: million.port, headers: headersAt(million.port, [hot]) }),
        "one tenant": () => rate(pace, { port: million.port, headers: headersAt(million.port, ofOneTenant) }),
      },
      note,
    );
    return [
      atMost("700 tokens: in a thousand : in a million", ratio(sides, "of a thousand", "of a million"), 1.3),
      atMost("one tenant's tokens : all tenants' tokens", ratio(sides, "one tenant", "of a million"), 1.3),
      atMost("one hot token : three thousand", ratio(sides, "one hot token", "three thousand tokens"), 1.3),
    ];
  });
}

async function recording({ stage, pace, note }: Run): Promise<Line[]> {
  return withServers(async (start) => {
    const tokens = secretsOf(stage.large, 0, 1_000);
    const on = await start(portal(stage, stage.large));
    const off = await start(portal(stage, stage.large, "no-recording"));
    const sides = await inRounds(
      pace.rounds,
      {
        recording: () => rate(pace, { port: on.port, headers: headersAt(on.port, tokens) }),
        "no recording": () => rate(pace, { port: off.port, headers: headersAt(off.port, tokens) }),
      },
      note,
    );
    return [atLeast("recording on : off, 1,000 tokens", ratio(sides, "recording", "no recording"), 0.97)];
  });
}
