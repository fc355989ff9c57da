import { readFileSync } from "node:fs";
import path from "node:path";
import { build, type Plugin } from "esbuild";
import { projectRoot } from "@/scripts/project";
import { serverBundle } from "@/scripts/server-bundle";
import { type Child, startChild } from "./child";
import type { MeasuredDatabase, Stage } from "./stage";

/** The server as it is, or with one of its parts taken away to see what that part costs. */
export type Variant = "whole" | Reduced;
export type Reduced = "no-recording" | "no-memory";

/** What is replaced in which module. A change there that makes this miss is an error, not a wrong number. */
const removals: Record<Reduced, { file: string; find: string; put: string }> = {
  "no-recording": {
    file: "lib/tokens/record-call.ts",
    find: "recorder().record(",
    put: "if (process.pid < 0) recorder().record(",
  },
  "no-memory": {
    file: "lib/guard/token-memory.ts",
    find: "const place = this.#places.find(key);\n    if (place === undefined) return null;",
    put: "const place = this.#places.find(key);\n    if (place === undefined || process.pid > 0) return null;",
  },
};

export type PortalUnderTest = Child & {
  port: number /** Host header of a tenant. */;
  hostOf: (slug: string) => string;
};

let lastPort = Number(process.env.PORTAL_BENCH_PORT ?? 4680);

/** Starts the product's own server.ts, in production, on a database of the stage. Limits of calls are out of the way. */
export async function startPortalUnderTest(
  stage: Stage,
  database: MeasuredDatabase,
  options: { variant?: Variant; core?: string | null; env?: Record<string, string> } = {},
): Promise<PortalUnderTest> {
  const port = ++lastPort;
  const program = await programOf(options.variant ?? "whole");
  const child = await startChild({
    args: [program],
    core: options.core,
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      LOG_LEVEL: "error",
      PORT: String(port),
      PORTAL_BASE_URL: `http://localhost:${port}`,
      PORTAL_DATA_DIR: path.join(stage.folder, "data"),
      PORTAL_SESSION_SECRET: stage.sessionSecret,
      PORTAL_TOKEN_PEPPER: stage.pepper,
      PORTAL_DEMO: "off",
      PORTAL_JOB_CONCURRENCY: "0",
      API_REQUESTS_PER_MINUTE_PER_TOKEN: "100000000",
      API_REQUESTS_PER_MINUTE_PER_TENANT: "100000000",
      DATABASE_URL: database.urls.appUrl,
      DATABASE_AUTH_URL: database.urls.authUrl,
      ...options.env,
    },
  });
  return { ...child, port, hostOf: (slug) => `${slug}.localhost:${port}` };
}

const built = new Map<Variant, Promise<string>>();

function programOf(variant: Variant): Promise<string> {
  const known = built.get(variant) ?? bundleVariant(variant);
  built.set(variant, known);
  return known;
}

async function bundleVariant(variant: Variant): Promise<string> {
  if (variant === "whole") return "dist/server.mjs";
  const folder = `dist/bench-${variant}`;
  await build({ ...serverBundle(folder), plugins: [removal(variant)] });
  return `${folder}/server.mjs`;
}

function removal(variant: Reduced): Plugin {
  const file = path.join(projectRoot, removals[variant].file);
  return {
    name: variant,
    setup(bundler) {
      bundler.onLoad({ filter: /\.ts$/ }, (loaded) =>
        loaded.path === file ? { contents: sourceWithout(variant), loader: "ts" } : undefined,
      );
    },
  };
}

/** The module that a variant changes, without what it takes away. @throws Error when the module no longer fits */
export function sourceWithout(variant: Reduced): string {
  const { file, find, put } = removals[variant];
  const source = readFileSync(path.join(projectRoot, file), "utf8");
  if (!source.includes(find)) throw new Error(`${file} has changed: ${variant} no longer fits`);
  return source.replace(find, put);
}
