import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "./project";

/** A note beside something made from sources, by which a later run knows whether it is still what the sources make. */
export type SourceStamp = {
  isCurrent(): boolean;
  /** Before making: a half-made thing must not look current. */
  remove(): void;
  /** After making. */
  write(): void;
};

/** @param sources files and folders, relative to the project; those that are missing count as such. */
export function sourceStamp(
  file: string,
  sources: string[],
  isSource: (path: string) => boolean = () => true,
): SourceStamp {
  const stamp = path.join(projectRoot, file);
  return {
    isCurrent: () => existsSync(stamp) && readFileSync(stamp, "utf8") === hashOf(sources, isSource),
    remove: () => rmSync(stamp, { force: true }),
    write() {
      mkdirSync(path.dirname(stamp), { recursive: true });
      writeFileSync(stamp, hashOf(sources, isSource));
    },
  };
}

function hashOf(sources: string[], isSource: (path: string) => boolean): string {
  const hash = createHash("sha256");
  for (const name of sources.flatMap(filesOf).filter(isSource).sort()) {
    hash
      .update(`${name}\0`)
      .update(readFileSync(path.join(projectRoot, name)))
      .update("\0");
  }
  return hash.digest("hex");
}

function filesOf(name: string): string[] {
  const absolute = path.join(projectRoot, name);
  if (!existsSync(absolute)) return [];
  if (statSync(absolute).isFile()) return [name];
  return readdirSync(absolute).flatMap((child) => filesOf(`${name}/${child}`));
}
