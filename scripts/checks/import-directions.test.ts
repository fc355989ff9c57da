import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { programOf } from "../installed-program";
import { projectRoot } from "../project";

/** A small project with one import of each forbidden kind: what it breaks is the rule's name. */
const forbidden: [rule: string, file: string, imported: string][] = [
  ["domain-is-pure", "lib/domain/tenant.ts", "../env"],
  ["contract-is-data", "lib/api-contract/alerts.ts", "../tokens/list-tokens"],
  ["feature-knows-no-edge", "lib/tokens/list-tokens.ts", "../web/session"],
  ["feature-knows-no-sibling", "lib/alerts/list-alerts.ts", "../tokens/list-tokens"],
  ["feature-knows-no-sibling", "lib/alerts/close-alert.ts", "../audit/audit-store"],
  ["only-stores-know-prisma", "lib/tokens/revoke-token.ts", "../db/generated/client"],
  ["db-knows-no-feature", "lib/db/client.ts", "../tokens/list-tokens"],
  ["edge-goes-through-use-cases", "lib/rest/guard.ts", "../tokens/token-store"],
  ["edge-goes-through-use-cases", "lib/web/session.ts", "../db/client"],
  ["rest-and-web-are-apart", "lib/rest/app.ts", "../web/session"],
  ["components-get-rows-as-props", "components/table.tsx", "../lib/tokens/list-tokens"],
  ["pages-go-through-use-cases", "app/page.tsx", "../lib/tokens/token-secret"],
  ["prisma-scripts-are-narrow", "prisma/seed.ts", "../lib/env"],
  ["e2e-stands-outside", "e2e/api/tokens.spec.ts", "../../lib/tokens/list-tokens"],
  ["nobody-imports-scripts", "lib/log.ts", "../scripts/project"],
  ["agents-stand-alone", "agents/siem/main.ts", "../../lib/log"],
  ["everything-resolves", "lib/audit/list-events.ts", "./nowhere"],
];
const allowed: [file: string, imported: string][] = [
  ["lib/tokens/generate-token.ts", "../audit/record-event"],
  ["lib/tokens/token-store.ts", "../db/generated/client"],
  ["lib/rest/alerts.ts", "../alerts/list-alerts"],
  ["components/card.tsx", "../lib/domain/tenant"],
  ["app/layout.tsx", "../lib/web/session"],
];
const empty = ["lib/env.ts", "lib/audit/record-event.ts", "lib/audit/audit-store.ts", "lib/tokens/token-secret.ts"];
const others = ["lib/db/generated/client.ts", "scripts/project.ts"];

const report = z.object({
  summary: z.object({ violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })) }),
});

let folder: string;
let found: string[];

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "directions-"));
  for (const file of [...empty, ...others]) write(file, "export const made = 1;\n");
  const imports = [...forbidden.map(([, file, imported]) => [file, imported] as const), ...allowed];
  for (const [file, imported] of imports) write(file, `import "${imported}";\nexport const made = 1;\n`);
  for (const file of [".dependency-cruiser.cjs", "tsconfig.json"])
    cpSync(path.join(projectRoot, file), path.join(folder, file));
  const program = programOf("dependency-cruiser", "bin/dependency-cruise.mjs");
  const rooms = ["app", "components", "lib", "prisma", "e2e", "scripts", "agents"];
  const { stdout } = spawnSync(process.execPath, [program, "--config", "--output-type", "json", ...rooms], {
    cwd: folder,
    encoding: "utf8",
  });
  const { violations } = report.parse(JSON.parse(stdout)).summary;
  found = violations.map(({ from, rule }) => `${rule.name}: ${from}`);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(file: string, text: string): void {
  const target = path.join(folder, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
}

describe("the check of import directions", () => {
  test.each(forbidden)("%s refuses the import in %s", (rule, file) => {
    expect(found).toContain(`${rule}: ${file}`);
  });

  test.each(allowed)("leaves %s alone", (file) => {
    expect(found.filter((problem) => problem.endsWith(`: ${file}`))).toEqual([]);
  });
});
