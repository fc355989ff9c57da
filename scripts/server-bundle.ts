import path from "node:path";
import type { BuildOptions } from "esbuild";
import { projectRoot } from "./project";

/**
 * How server.ts and the thread that it starts become files that plain Node runs: `server.mjs` and `pages-thread.mjs` of the
 * folder, and in `parts` what they share or load later. What comes from npm stays in node_modules.
 */
export function serverBundle(folder: string): BuildOptions {
  return {
    absWorkingDir: projectRoot,
    entryPoints: ["server.ts", "pages-thread.ts"],
    outdir: path.join(projectRoot, folder),
    outExtension: { ".js": ".mjs" },
    chunkNames: "parts/[name]-[hash]",
    splitting: true,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    tsconfig: "tsconfig.json",
    jsx: "automatic",
    sourcemap: true,
    logLevel: "silent",
  };
}
