import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { build as bundle } from "esbuild";
import { z } from "zod";
import { projectRoot } from "./project";
import { runProgram } from "./run-program";

/** Where the portal finds the packages that it offers for download. */
const packagesFolder = path.join(projectRoot, "dist", "agents");

const manifest = z.object({ name: z.string(), version: z.string(), files: z.array(z.string()) });

/**
 * Makes of each agent one program without dependencies, and of that an npm package: `dist/agents/<name>.cjs` and `.tgz`.
 * `npx <address of the .tgz>` runs it on any machine with Node, whether or not it reaches a registry.
 * @throws Error with the compiler's or npm's output when a package cannot be made
 */
export async function buildAgentPackages(): Promise<void> {
  rmSync(packagesFolder, { recursive: true, force: true });
  mkdirSync(packagesFolder, { recursive: true });
  for (const folder of agentFolders()) await buildPackage(folder);
}

function agentFolders(): string[] {
  const agents = path.join(projectRoot, "agents");
  return readdirSync(agents)
    .map((name) => path.join(agents, name))
    .filter((folder) => existsSync(path.join(folder, "package.json")));
}

async function buildPackage(folder: string): Promise<void> {
  const { name, version, files } = manifest.parse(JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")));
  const stage = path.join(packagesFolder, name);
  const program = path.join(stage, `${name}.cjs`);
  await bundle({
    absWorkingDir: projectRoot,
    entryPoints: [path.join(folder, "main.ts")],
    outfile: program,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    minifySyntax: true,
    legalComments: "inline",
    logLevel: "silent",
  });
  for (const file of ["package.json", ...files])
    if (file !== `${name}.cjs`) cpSync(path.join(folder, file), path.join(stage, file));
  const { exitCode, output } = await runProgram("npm", [
    "pack",
    stage,
    "--pack-destination",
    packagesFolder,
    "--ignore-scripts",
  ]);
  if (exitCode !== 0) throw new Error(`The package ${name} cannot be made.\n${output.trim()}`);
  renameSync(path.join(packagesFolder, `${name}-${version}.tgz`), path.join(packagesFolder, `${name}.tgz`));
  renameSync(program, path.join(packagesFolder, `${name}.cjs`));
  rmSync(stage, { recursive: true });
}
