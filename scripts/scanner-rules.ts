import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { tokenPattern } from "@/lib/domain/token-pattern";
import { projectRoot } from "./project";

/** Rules by which secret scanners find leaked tokens, by file name below docs/secret-scanning. */
export function scannerRules(): Record<string, string> {
  return { "gitleaks.toml": gitleaks(), "secretlintrc.json": secretlint() };
}

const folder = path.join(projectRoot, "docs/secret-scanning");

/** The published files that are not what the token's format says now. */
export function staleScannerRules(): string[] {
  return Object.entries(scannerRules())
    .filter(([name, text]) => readFileSync(path.join(folder, name), "utf8") !== text)
    .map(([name]) => name);
}

function gitleaks(): string {
  return `# Tokens of Portcullis for gitleaks (https://github.com/gitleaks/gitleaks), written by scripts/scanner-rules.ts.
# Use: gitleaks detect --config gitleaks.toml

title = "Portcullis"

[extend]
useDefault = true

[[rules]]
id = "portcullis-token"
description = "A token of the Portcullis REST API, of a SIEM agent or of a log collector"
regex = '''\\b(${tokenPattern})\\b'''
secretGroup = 1
entropy = 3.5
keywords = ["pcu1", "pcs1", "pcc1"]
tags = ["token", "portcullis"]
`;
}

/** For @secretlint/secretlint-rule-pattern. */
function secretlint(): string {
  const pattern = { name: "Portcullis token", pattern: `/\\b${tokenPattern}\\b/` };
  const rules = [{ id: "@secretlint/secretlint-rule-pattern", options: { patterns: [pattern] } }];
  return `${JSON.stringify({ rules }, null, 2)}\n`;
}

if (process.argv[2] === "write")
  for (const [name, text] of Object.entries(scannerRules())) writeFileSync(path.join(folder, name), text);
