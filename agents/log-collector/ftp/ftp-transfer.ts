import type { Socket } from "node:net";
import type { DataConnection } from "./data-connection";
import type { SessionParts } from "./ftp-session";
import { type FtpDirectory, OutOfRoom } from "./ftp-settings";

/**
 * Takes one file. 226 is said when it is synced under its own name, and not before; a transfer that breaks off, or whose
 * client is gone by its end, leaves nothing, so that the client sends it anew.
 */
export async function takeFile(
  { control, taken, log }: SessionParts,
  directory: FtpDirectory,
  name: string,
  data: DataConnection,
): Promise<void> {
  const file = await directory.begin();
  if (file === null) return control.reply(452, "There is no room on the collector now: send the file later");
  control.reply(150, "Send it");
  try {
    const socket = await opened(data);
    let sizeBytes = 0;
    for await (const chunk of socket) {
      await file.write(chunk as Buffer);
      sizeBytes += (chunk as Buffer).length;
    }
    // A client that dies ends both its connections at once; the end of this one may be seen first.
    await new Promise(setImmediate);
    if (control.isEnded) throw new Error("the client is gone");
    await file.keep(name);
    taken.add(directory.name, { name, sizeBytes, at: new Date() });
    log.info({ source: directory.name, file: name, bytes: sizeBytes }, "file received");
    control.reply(226, "The file is kept");
  } catch (error) {
    await file.discard();
    const detail = error instanceof Error ? error.message : String(error);
    log.warn({ source: directory.name, file: name, error: detail }, "a file was not received");
    if (error instanceof OutOfRoom) control.reply(552, `${detail}: send it later`);
    else control.reply(error instanceof NoDataConnection ? 425 : 426, detail);
  }
}

/** Lists the directories, or what came into one lately, as `ls -l` does or by name alone. */
export async function sendListing(
  { control, settings, taken }: SessionParts,
  directory: string | null,
  form: "long" | "names",
  data: DataConnection,
): Promise<void> {
  const entries =
    directory === null
      ? settings.directories().map(({ name }) => ({ name, sizeBytes: null, at: new Date(0) }))
      : taken.in(directory);
  control.reply(150, "Here it comes");
  try {
    const socket = await opened(data);
    const lines = entries.map((entry) => (form === "names" ? entry.name : longLine(entry)));
    await new Promise<void>((resolve, reject) => {
      socket.once("error", reject);
      socket.once("close", () => resolve());
      socket.resume();
      socket.end(lines.map((line) => `${line}\r\n`).join(""));
    });
    control.reply(226, "That is all");
  } catch (error) {
    control.reply(
      error instanceof NoDataConnection ? 425 : 426,
      error instanceof Error ? error.message : String(error),
    );
  }
}

class NoDataConnection extends Error {}

async function opened(data: DataConnection): Promise<Socket> {
  try {
    return await data.open();
  } catch (error) {
    throw new NoDataConnection(error instanceof Error ? error.message : String(error));
  }
}

function longLine({ name, sizeBytes, at }: { name: string; sizeBytes: number | null; at: Date }): string {
  const kind = sizeBytes === null ? "drwx-wx--x" : "-rw-------";
  const month = at.toLocaleString("en-US", { month: "short", timeZone: "UTC" });
  const day = String(at.getUTCDate()).padStart(2);
  const time = at.toISOString().slice(11, 16);
  return `${kind} 1 collector collector ${String(sizeBytes ?? 0).padStart(12)} ${month} ${day} ${time} ${name}`;
}
