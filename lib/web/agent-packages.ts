import { readFile } from "node:fs/promises";
import path from "node:path";

/** What the build makes of the folder `agents`, by the name under which it is offered. Nothing else is ever read. */
const contentTypes = new Map([
  ["portcullis-siem-agent.tgz", "application/gzip"],
  ["portcullis-siem-agent.cjs", "text/javascript; charset=utf-8"],
  ["portcullis-log-collector.tgz", "application/gzip"],
  ["portcullis-log-collector.cjs", "text/javascript; charset=utf-8"],
]);

/** A package of an agent from where the portal was built; null for any other name, and when it was not built. */
export async function agentPackage(
  fileName: string,
): Promise<{ content: Uint8Array<ArrayBuffer>; contentType: string; fileName: string } | null> {
  const contentType = contentTypes.get(fileName);
  if (contentType === undefined) return null;
  try {
    const content = await readFile(path.resolve("dist", "agents", fileName));
    return { content: new Uint8Array(content), contentType, fileName };
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
