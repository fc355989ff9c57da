import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

/*
 * The rules of CONTRIBUTING.md that no linter knows. Each exception stands here by name, with its reason.
 */

const root = path.resolve(import.meta.dirname, "..");
const rooms = ["app", "components", "e2e", "lib", "prisma", "scripts", "security"];

type SourceFile = { name: string; text: string; lines: number };

const sources: SourceFile[] = rooms
  .flatMap((room) => readdirSync(path.join(root, room), { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && /\.(?:ts|tsx|mjs)$/.test(entry.name))
  .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
  .filter((name) => !name.startsWith("lib/db/generated/"))
  .map((name) => {
    const text = readFileSync(path.join(root, name), "utf8");
    return { name, text, lines: text.trimEnd().split("\n").length };
  });

const production = sources.filter(({ name }) => !/\.test\.tsx?$|\.spec\.ts$/.test(name));

function namesWhere(files: SourceFile[], isWrong: (file: SourceFile) => boolean): string[] {
  return files.filter(isWrong).map(({ name }) => name);
}

test("the checks below look at the whole house", () => {
  expect(sources.length).toBeGreaterThan(150);
  for (const room of ["app/", "components/", "lib/domain/", "lib/tokens/", "prisma/"])
    expect(sources.some(({ name }) => name.startsWith(room))).toBe(true);
});

describe("a file", () => {
  /** Tables of data, which do not get clearer in two files. */
  const longByNature = /^components\/ui\//;

  test("has at most 250 lines", () => {
    expect(namesWhere(production, ({ name, lines }) => lines > 250 && !longByNature.test(name))).toEqual([]);
  });

  test("has a name that says what it is for", () => {
    expect(
      namesWhere(sources, ({ name }) => /(?:^|\/)(?:utils?|helpers?|misc|common|index)(?:\/|\.)/.test(name)),
    ).toEqual([]);
  });

  test("is named in kebab-case, but for what Next reads from its name", () => {
    const kebab = /^(?:\[{1,2}(?:\.{3})?[a-zA-Z]+\]{1,2}|\([a-z-]+\)|[a-z0-9-]+(?:\.[a-z0-9-]+)*)$/;
    expect(namesWhere(sources, ({ name }) => !name.split("/").every((part) => kebab.test(part)))).toEqual([]);
  });

  test("passes nobody else's exports on", () => {
    expect(namesWhere(production, ({ text }) => /^export \* from /m.test(text))).toEqual([]);
  });
});

test("a role is compared in lib/domain/access.ts only: everybody else asks for a permission", () => {
  const compares = /\brole\s*[!=]==?\s*["'`]|["'`]\s*[!=]==?\s*[\w.]*\brole\b/;
  const elsewhere = production.filter(({ name }) => name !== "lib/domain/access.ts");
  expect(namesWhere(elsewhere, ({ text }) => compares.test(text))).toEqual([]);
});

describe("a use-case that changes something", () => {
  /** Changes that are no act of anybody, with the reason. */
  const notAudited: Record<string, string> = {
    "lib/discovery/collector-upload.ts": "opens uploads without a line each; queueUpload, which ends them, is audited",
    "lib/discovery/receive-upload.ts": "the middle of an upload, whose opening and finishing are audited",
    "lib/ip-ranges/check-ip-range.ts": "makes the tags of a range: the range's own line tells of it",
    "lib/jobs/enqueue-job.ts": "a part of the change that asks for the job, and writes that change's audit row",
    "lib/activities/apply-activity-policies.ts": "tells activities of the alerts that they led to",
    "lib/policies/raise-alerts.ts": "acts for nobody: the alert is the record",
    "lib/alerts/raise-system-alerts.ts": "acts for nobody: the alert is the record",
    "lib/log-collectors/watch-silent-collectors.ts": "acts for nobody: the alert is the record",
    "lib/connection-tests/connection-tests.ts": "what sections share: each of them audits the wish for a test",
    "lib/log-collectors/collector-feed.ts": "keeps a collector's state: its calls are counted, as those of any token",
    "lib/siem-agents/siem-feed.ts": "keeps an agent's place and state: its calls are counted, as those of any token",
    "lib/sign-in/issue-sign-in-code.ts": "a step of a sign-in: the session that it opens is audited",
    "lib/sign-in/find-session.ts": "notes when a session was last used, for its end by idleness",
    "lib/tokens/record-call.ts": "counts calls; the counts are the record",
  };
  const useCases = production.filter(
    ({ name }) => /^lib\/(?!audit\/)[a-z-]+\/[a-z-]+\.ts$/.test(name) && !name.endsWith("-store.ts"),
  );
  const writes = /import \{[^}]*\b(?:insert|mark|save|update|delete)[A-Z]\w*[^}]*\} from "\.\/[a-z-]+-store"/;

  test("writes the audit row beside it", () => {
    const writing = useCases.filter(({ text }) => writes.test(text));
    const silent = namesWhere(writing, ({ text }) => !/from "(?:\.\.\/audit|\.)\/record-event"/.test(text));
    expect(writing.length).toBeGreaterThanOrEqual(8);
    expect(silent.filter((name) => !(name in notAudited))).toEqual([]);
  });
});

test("only stores speak to Prisma inside a feature", () => {
  const others = production.filter(
    ({ name }) => /^lib\/(?!db\/|domain\/)[a-z-]+\//.test(name) && !name.endsWith("-store.ts"),
  );
  expect(
    namesWhere(others, ({ text }) =>
      /\btx\.(?:\$queryRaw|\$executeRaw|[a-z]\w+\.(?:find|create|update|delete|count))/.test(text),
    ),
  ).toEqual([]);
});
