import { readdirSync } from "node:fs";
import path from "node:path";
import type { z } from "zod";
import type { Caller, MemberPrincipal } from "@/lib/domain/access";

/** A server action without what surrounds it on the web: what it takes, and what it does for a caller. */
export type PortalAction = {
  /** Its name, after the folder of its file where two folders have actions of that name. */
  name: string;
  schema: z.ZodType;
  work: (caller: Caller<MemberPrincipal>, input: unknown) => Promise<unknown>;
};

/** An action of somebody who is not signed in, or not to the end. */
export type VisitorAction = {
  name: string;
  schema: z.ZodType;
  work: (input: unknown, visitor: { ip: string; userAgent: string; requestId: string }) => Promise<unknown>;
};

/** What stands in for lib/web/action.ts, so that importing an actions.ts tells what each of its actions is made of. */
export const actionParts = {
  memberAction: (schema: z.ZodType, work: PortalAction["work"]) => ({ who: "member", schema, work }),
  publicAction: (schema: z.ZodType, work: VisitorAction["work"]) => ({ who: "visitor", schema, work }),
  /** Steps of a sign-in and of its confirmation. */
  stageAction: (_stages: unknown, schema: z.ZodType, work: PortalAction["work"]) => ({ who: "holder", schema, work }),
};

/** Every action of a signed-in person, found as the files under `app` are: a new one is there by itself. */
export async function portalActions(): Promise<PortalAction[]> {
  return (await foundActions()).flatMap((action) => (action.who === "member" ? [action] : []));
}

/** Every action of whomever: those of signed-in people, the steps of a sign-in, and what needs none. */
export async function foundActions(): Promise<FoundAction[]> {
  const app = path.resolve(import.meta.dirname, "../../app");
  const files = readdirSync(app, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name === "actions.ts")
    .map((entry) => path.join(entry.parentPath, entry.name));
  const modules: Record<string, unknown>[] = await Promise.all(files.map((file) => import(/* @vite-ignore */ file)));
  const found = modules.flatMap((module, index) =>
    Object.entries(module).flatMap(([name, parts]) =>
      isAction(parts) ? [{ folder: path.basename(path.dirname(files[index] ?? "")), name, parts }] : [],
    ),
  );
  return found.map(({ folder, name, parts }) => {
    const isTwice = found.filter((other) => other.name === name).length > 1;
    return { ...parts, name: isTwice ? `${folder} ${name}` : name };
  });
}

type MadeOf =
  | ({ who: "member" | "holder" } & Omit<PortalAction, "name">)
  | ({ who: "visitor" } & Omit<VisitorAction, "name">);
type FoundAction = MadeOf & { name: string };

function isAction(parts: unknown): parts is MadeOf {
  return typeof parts === "object" && parts !== null && "who" in parts && "schema" in parts && "work" in parts;
}
