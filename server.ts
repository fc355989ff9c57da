import { env } from "./lib/env";
import { log } from "./lib/log";
import { openPagesHere } from "./lib/web/pages-here";
import { openPagesInThread, type Pages } from "./lib/web/pages-in-thread";

/**
 * One process, one port: the token-guarded API goes to Fastify, everything else to Next, which has a thread of its own. Here
 * is only what that thread needs: it loads longest, so it begins before this one loads the rest.
 */
await start().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});

async function start(): Promise<void> {
  const { NODE_ENV: mode, PORT: port } = env();
  // next-auth takes its URLs from x-forwarded-host and -proto, which the entry overwrites from the settings.
  process.env.AUTH_TRUST_HOST = "true";
  const opening = mode === "development" ? openPagesHere(port) : openPagesBeside();
  // Told of by whoever waits for it, a moment later.
  opening.catch(() => {});
  const { servePortal } = await import("./serve-portal");
  await servePortal(opening);
}

function openPagesBeside(): Promise<Pages> {
  return openPagesInThread(new URL("./pages-thread.mjs", import.meta.url), {
    tell: (facts, sentence) => log().error(facts, sentence),
    noteRevocations: async () => (await import("./lib/revocation/revocation-journal")).noteRevocations(),
  });
}
