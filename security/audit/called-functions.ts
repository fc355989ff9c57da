import { readdirSync, readFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");

/** Counts which functions of the portal this process calls from now on, as V8 does for measures of coverage. */
export async function watchCalls(): Promise<{ called: () => Promise<Set<string>>; stop: () => Promise<void> }> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
  const called = new Set<string>();
  return {
    /** Such as `lib/tokens/revoke-token.ts revokeToken`. */
    called: async () => {
      const { result } = await session.post("Profiler.takePreciseCoverage");
      for (const { url, functions } of result) {
        const file = path.relative(root, url.replace(/^file:\/\//, ""));
        for (const { functionName, ranges } of functions)
          if ((ranges[0]?.count ?? 0) > 0) called.add(`${file} ${functionName}`);
      }
      return called;
    },
    stop: async () => {
      await session.post("Profiler.disable");
      session.disconnect();
    },
  };
}

/** Public functions that write rows of the audit log, in the same form, found in the source: a new one is there by itself. */
export function auditingFunctions(): string[] {
  const lib = path.join(root, "lib");
  return readdirSync(lib, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.test)\.ts$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.endsWith("lib/audit/record-event.ts"))
    .flatMap((file) => auditingOf(readFileSync(file, "utf8")).map((name) => `${path.relative(root, file)} ${name}`));
}

/** Those of one file that write a row themselves or through another function of it. */
function auditingOf(text: string): string[] {
  const functions = [...text.matchAll(/^(export )?(?:async )?function\*? (\w+)[\s\S]*?^\}/gm)].map(
    ([body, isPublic, name = ""]) => ({ body, name, isPublic: isPublic !== undefined }),
  );
  const writers = new Set<string>();
  for (let before = -1; before !== writers.size; ) {
    before = writers.size;
    for (const { body, name } of functions)
      if (
        /\brecord(?:Visitor|System)?Events?\(/.test(body) ||
        [...writers].some((writer) => body.includes(`${writer}(`))
      )
        writers.add(name);
  }
  return functions.filter(({ name, isPublic }) => isPublic && writers.has(name)).map(({ name }) => name);
}
