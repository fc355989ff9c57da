import type { Pages } from "./pages-in-thread";

/** Runs the pages in this thread, for development: Next compiles them as they are asked for, and tells the browser of changes. */
export async function openPagesHere(port: number): Promise<Pages> {
  // Loaded here alone: it changes Date, promises and more of the thread that loads it.
  const { default: next } = await import("next");
  const portal = next({ dev: true, dir: process.cwd(), port });
  await portal.prepare();
  return { answer: portal.getRequestHandler(), upgrade: portal.getUpgradeHandler(), stop: async () => {} };
}
