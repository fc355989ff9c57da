import { randomBytes } from "node:crypto";

/** A file in a source's `ready` folder: closed, and kept until the portal has finished it. */
export type WaitingFile = {
  /** Its name on disk, unique for good. */
  name: string;
  /** As the portal shows it; the same in each attempt to send it. */
  uploadName: string;
  sizeBytes: number;
};

/** Parts the name on disk from the name that a device gave by FTP; data sources have no such sign in their names. */
const separator = "~";
const nameMaximum = 150;
let count = 0;
const program = randomBytes(3).toString("hex");

/** `proxy-taipei-20261129T091507Z-000001-3fa2c1.log`: no two files of a collector share it, whatever its clock does. */
export function lineFileName(source: string, now: Date): string {
  return `${source}-${uniquePart(now)}.log`;
}

/** On disk unique, at the portal as the device named it: a device that sends a file again is recognised there. */
export function deviceFileName(givenName: string, now: Date): string {
  const plain = givenName.replace(/[^\p{L}\p{N}._ ()+=@-]/gu, "_").slice(-nameMaximum);
  return `${uniquePart(now)}${separator}${plain === "" ? "log" : plain}`;
}

/** What the portal is told, of a name on disk. */
export function uploadNameOf(name: string): string {
  const at = name.indexOf(separator);
  return at === -1 ? name : name.slice(at + 1);
}

function uniquePart(now: Date): string {
  count += 1;
  const stamp = `${now.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
  return `${stamp}-${String(count).padStart(6, "0")}-${program}`;
}
