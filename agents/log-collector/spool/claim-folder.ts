import { link, rename, rm, stat } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import path from "node:path";
import { AgentStop, exitCodes } from "../../shared/exit-codes";
import { isMissing } from "./disk";

const socketName = "control.sock";
/** A socket's path must fit into the system's address of it: 108 bytes on Linux, 104 on macOS. */
const pathBytesMaximum = 103;
const answerTimeoutMs = 5_000;

/**
 * Makes this program the only one that works in a spool folder, by listening at a socket in it. The system lets go of that
 * when the program dies, however it dies, and it works across containers that share a volume, where process ids do not.
 * Whoever connects is told what `describe` says.
 * @throws AgentStop alreadyRunning, configuration
 */
export async function claimFolder(folder: string, describe: () => object): Promise<{ release: () => Promise<void> }> {
  const place = path.join(folder, socketName);
  if (Buffer.byteLength(place) > pathBytesMaximum)
    throw new AgentStop(
      exitCodes.configuration,
      `The path of the spool folder is too long: ${place} has more than ${pathBytesMaximum} bytes`,
    );
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.end(JSON.stringify(describe()));
  });
  for (const attempt of ["first", "after-clearing"] as const) {
    if (await listened(server, place)) break;
    const isOurs = attempt === "first" && (await clearStale(place));
    if (!isOurs)
      throw new AgentStop(
        exitCodes.alreadyRunning,
        `Another log collector works in ${folder}: one spool folder is for one program (--status shows it, --spool names another folder)`,
      );
  }
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

/**
 * What the program that works in a folder says of itself.
 * @returns null when none does
 */
export function askFolder(folder: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const socket = connect(path.join(folder, socketName));
    let text = "";
    socket.setTimeout(answerTimeoutMs, () => socket.destroy(new Error("the collector does not answer")));
    socket.on("data", (chunk) => {
      text += chunk.toString();
    });
    socket.once("end", () => resolve(JSON.parse(text)));
    socket.once("error", (error) => (isNobody(error) ? resolve(null) : reject(error)));
  });
}

function listened(server: Server, place: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") return resolve(false);
      reject(new AgentStop(exitCodes.configuration, `The spool folder cannot be used: ${error.message}`));
    };
    server.once("error", failed);
    server.listen(place, () => {
      server.removeListener("error", failed);
      resolve(true);
    });
  });
}

/** Removes the socket of a program that was killed. @returns false when somebody answers there */
async function clearStale(place: string): Promise<boolean> {
  const seen = await stat(place).catch((error) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (seen === null) return true;
  if (await answers(place)) return false;
  const aside = `${place}.${process.pid}`;
  await rename(place, aside);
  // Between the question and the renaming another program may have cleared it and begun to listen: that one stays.
  if ((await stat(aside)).ino !== seen.ino) {
    await link(aside, place).catch(() => {});
    await rm(aside);
    return false;
  }
  await rm(aside);
  return true;
}

function answers(place: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(place, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", (error) => resolve(!isNobody(error)));
  });
}

function isNobody(error: NodeJS.ErrnoException): boolean {
  return error.code === "ECONNREFUSED" || error.code === "ENOENT";
}
