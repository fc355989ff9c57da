import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Endpoint } from "@/lib/api-contract/endpoint";

/** Where the recorded pairs of request and answer are kept, a file for each endpoint. */
const folder = path.resolve(import.meta.dirname, "../api/golden");

/** A request that some client really sends, and what it got when it was recorded. */
const goldenCase = z.strictObject({
  /** Who sends it, and what is special about it. */
  as: z.string(),
  request: z.strictObject({
    method: z.string(),
    /** With its query. Here and below, `{secret}` and `{uploadUrl}` stand for the world's own. */
    path: z.string(),
    headers: z.record(z.string(), z.string()),
    /** Text as it is, or an object that goes out as JSON. */
    body: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
  }),
  /** The parts of the answer that are recorded, where the whole would be a book. */
  recorded: z.array(z.string()).optional(),
  /** Missing in a request that waits to be recorded. */
  response: z.strictObject({ status: z.number(), type: z.string(), body: z.unknown() }).optional(),
});
export type GoldenCase = z.infer<typeof goldenCase>;

export function goldenNames(): string[] {
  return readdirSync(folder).map((file) => path.parse(file).name);
}

/** The cases of an endpoint; none when it has no file. */
export function readGolden(name: string): GoldenCase[] {
  const file = path.join(folder, `${name}.json`);
  return existsSync(file) ? z.array(goldenCase).parse(JSON.parse(readFileSync(file, "utf8"))) : [];
}

export function writeGolden(name: string, cases: readonly GoldenCase[]): void {
  writeFileSync(path.join(folder, `${name}.json`), `${JSON.stringify(cases, null, 2)}\n`);
}

/** The case that an endpoint begins with: the example of its documentation. */
export function documentedCase({ methods, access, example }: Endpoint): GoldenCase {
  const { body, path: example_ } = example;
  const method = methods.at(-1) ?? "GET";
  const headers = {
    ...(access === "public" ? {} : { Authorization: "Token {secret}" }),
    ...(body && { "Content-Type": "application/json" }),
  };
  return {
    as: "The documentation's own example",
    request: { method, path: example_, headers, ...(body && { body: { ...body } }) },
  };
}
