import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "../project";
import { type Catalogue, catalogueOf, differencesOf } from "./catalogue";
import { covers, messageUsesOf } from "./used-messages";

const LANGUAGES: [string, string] = ["en", "zh-TW"];
const ROOMS = ["app", "components", "lib"];

/** What is wrong with the messages: languages that differ, keys that are used and do not exist, keys that nothing uses. */
export async function messageProblems(): Promise<string[]> {
  const [english, chinese] = LANGUAGES.map(readCatalogue);
  if (english === undefined || chinese === undefined) return ["The catalogues are missing."];
  const uses = ROOMS.flatMap(sourcesIn).flatMap((name) =>
    messageUsesOf(name, readFileSync(path.join(projectRoot, name), "utf8")),
  );
  if (uses.length === 0) return ["No use of any message was found: the check itself is broken."];
  const keys = [...english.keys()];
  const unknown = uses
    .filter(({ pattern }) => !keys.some((key) => covers(pattern, key) || key.startsWith(`${pattern}.`)))
    .map(({ pattern, place }) => `${place} uses ${pattern}, which does not exist`);
  const patterns = [...new Set(uses.map(({ pattern }) => pattern))];
  const unused = keys
    .filter((key) => !patterns.some((pattern) => covers(pattern, key) || key.startsWith(`${pattern}.`)))
    .map((key) => `${key} is used nowhere`);
  return [...differencesOf(LANGUAGES, [english, chinese]), ...unknown, ...unused];
}

function readCatalogue(language: string): Catalogue {
  const file = path.join(projectRoot, "lib/i18n/messages", `${language}.json`);
  return catalogueOf(JSON.parse(readFileSync(file, "utf8")));
}

function sourcesIn(folder: string): string[] {
  return readdirSync(path.join(projectRoot, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = `${folder}/${entry.name}`;
    if (name === "lib/db/generated") return [];
    if (entry.isDirectory()) return sourcesIn(name);
    return /\.tsx?$/.test(name) && !/\.(test|d)\.tsx?$/.test(name) ? [name] : [];
  });
}
