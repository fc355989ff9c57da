import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { type HttpAnswer, httpCall } from "./http-call";
import { tenantUrl } from "./running-portal";

/** One server action of the build under test. */
export type ServerAction = { id: string; name: string /** A page that offers it. */; path: string };

const manifest = z.object({
  node: z.record(
    z.string(),
    z.object({ exportedName: z.string().default(""), workers: z.record(z.string(), z.unknown()) }),
  ),
});

/** Every server action that the portal was built with, from the build's own list. */
export function serverActions(): ServerAction[] {
  const file = path.resolve(".next", "server", "server-reference-manifest.json");
  const { node } = manifest.parse(JSON.parse(readFileSync(file, "utf8")));
  return Object.entries(node).map(([id, { exportedName, workers }]) => ({
    id,
    name: exportedName,
    path: pathOf(Object.keys(workers)[0] ?? ""),
  }));
}

/** What a browser would send, with whatever of it a test wants otherwise. */
export type ActionCall = {
  tenant: string | null;
  cookie?: string;
  /** Null sends none. */
  origin?: string | null;
  input?: unknown;
  method?: string;
  headers?: readonly (readonly [string, string])[];
};

export function callAction(action: ServerAction, call: ActionCall): Promise<HttpAnswer> {
  const { tenant, cookie, origin = tenantUrl(tenant ?? ""), input, method = "POST", headers = [] } = call;
  return httpCall({
    method,
    path: action.path,
    secret: null,
    tenant,
    body: JSON.stringify([input === undefined ? "$undefined" : input]),
    headers: [
      ["Next-Action", action.id],
      ["Content-Type", "text/plain;charset=UTF-8"],
      ["Accept", "text/x-component"],
      ...(origin === null ? [] : [["Origin", origin] as const]),
      ...(cookie === undefined ? [] : [["Cookie", cookie] as const]),
      ...headers,
    ],
  });
}

const outcome = z.object({ ok: z.boolean(), code: z.string().optional(), messageKey: z.string().optional() });

/** What the action itself answered; null when it did not come to an answer. */
export function outcomeOf(answer: HttpAnswer): z.infer<typeof outcome> | null {
  for (const line of answer.text.split("\n")) {
    const start = line.indexOf(":{");
    if (start < 0) continue;
    try {
      const parsed = outcome.safeParse(JSON.parse(line.slice(start + 1)));
      if (parsed.success) return parsed.data;
    } catch {
      // Another part of the answer, which is no JSON by itself.
    }
  }
  return null;
}

/** `app/(portal)/alerts/[id]/page` is served at `/alerts/x`. */
function pathOf(worker: string): string {
  const parts = worker.split("/").slice(1, -1);
  const named = parts.filter((part) => !part.startsWith("(")).map((part) => (part.startsWith("[") ? "x" : part));
  return `/${named.join("/")}`;
}
