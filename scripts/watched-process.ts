import path from "node:path";
import { type BuildResult, context } from "esbuild";
import { type PortalProcess, type PortalProcessInput, startPortalProcess } from "./portal-process";
import { serverBundle } from "./server-bundle";
import { sentenceOf } from "./steps";

/**
 * The development server: like `startPortalProcess`, but bundles the program itself and starts it anew whenever a source
 * of server.ts changes. (Pages are reloaded by Next inside it.) A change that does not build or start is told and waits for
 * the next one.
 * @throws Error when the first build or start fails.
 */
export async function startWatchedProcess(input: PortalProcessInput): Promise<PortalProcess> {
  let current: PortalProcess | null = null;
  let isStopping = false;

  async function restart(): Promise<void> {
    await current?.stop();
    current = null;
    if (isStopping) return;
    current = await startPortalProcess(input);
    void current.failed.then((sentence) => console.error(`${sentence} Waiting for a change.`));
  }

  const watcher = await watch(input.program, restart);
  return {
    failed: new Promise(() => {}),
    async stop() {
      isStopping = true;
      await watcher.dispose();
      await current?.stop();
    },
    kill: () => current?.kill(),
  };
}

/** Calls `built` after each build that succeeds, one call at a time; resolves after the first. */
async function watch(program: string, built: () => Promise<void>): Promise<{ dispose(): Promise<void> }> {
  let turn = Promise.resolve();
  let reportFirst: (outcome: { error: unknown } | null) => void = () => {};
  const first = new Promise<{ error: unknown } | null>((resolve) => {
    reportFirst = resolve;
  });
  const onEnd = ({ errors }: BuildResult) => {
    if (errors.length > 0) return reportFirst({ error: new Error("The server does not build; its errors are above.") });
    turn = turn.then(built).then(
      () => reportFirst(null),
      (error: unknown) => {
        reportFirst({ error });
        console.error(sentenceOf(error));
      },
    );
  };
  const plugin = { name: "restart", setup: (build: { onEnd(callback: typeof onEnd): void }) => build.onEnd(onEnd) };
  const watcher = await context({ ...serverBundle(path.dirname(program)), logLevel: "warning", plugins: [plugin] });
  await watcher.watch();
  const failure = await first;
  if (failure === null) return watcher;
  await watcher.dispose();
  throw failure.error;
}
