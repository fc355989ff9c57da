import { readdirSync } from "node:fs";
import path from "node:path";
import type { z } from "zod";
import type { Caller, MemberPrincipal } from "@/lib/domain/access";

/** A server action without what surrounds it on the web: what it takes, and what it does for a caller. */
export type PortalAction = {
  name: string;
  schema: z.ZodType;
  work: (caller: Caller<MemberPrincipal>, input: unknown) => Promise<unknown>;
};

/** What stands in for lib/web/action.ts, so that importing an actions.ts tells what each of its actions is made of. */
export const actionParts = {
  memberAction: (schema: z.ZodType, work: PortalAction["work"]) => ({ schema, work }),
  publicAction: () => null,
  /** Steps of a sign-in, which read cookies and hosts: they are tested over HTTP. */
  stageAction: () => null,
};

/** Every action of a signed-in person, found as the files under `app` are: a new one is there by itself. */
export async function portalActions(): Promise<PortalAction[]> {
  const app = path.resolve(import.meta.dirname, "../../app");
  const files = readdirSync(app, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name === "actions.ts")
    .map((entry) => path.join(entry.parentPath, entry.name));
  const modules: Record<string, unknown>[] = await Promise.all(files.map((file) => import(/* @vite-ignore */ file)));
  return modules.flatMap((module) =>
    Object.entries(module).flatMap(([name, parts]) => (isAction(parts) ? [{ name, ...parts }] : [])),
  );
}

function isAction(parts: unknown): parts is Omit<PortalAction, "name"> {
  return typeof parts === "object" && parts !== null && "schema" in parts && "work" in parts;
}
