import path from "node:path";
import type { BuildOptions } from "esbuild";
import { projectRoot } from "./project";

/** How server.ts becomes one file that plain Node runs; what comes from npm stays in node_modules. */
export function serverBundle(outfile: string): BuildOptions {
  return {
    absWorkingDir: projectRoot,
    entryPoints: ["server.ts"],
    outfile: path.join(projectRoot, outfile),
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
