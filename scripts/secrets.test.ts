import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { ensureSecrets } from "./secrets";

const folders: string[] = [];

function aFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "portcullis-secrets-"));
  folders.push(folder);
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

test("L-04: no two installations begin with a secret in common, and each keeps its own from everybody else", () => {
  const [one, other] = [aFolder(), aFolder()];
  const [first, second] = [ensureSecrets(one), ensureSecrets(other)];
  const valuesOf = ({ postgres, ...rest }: typeof first) => [...Object.values(postgres), ...Object.values(rest)];
  for (const value of valuesOf(first)) {
    expect(valuesOf(second)).not.toContain(value);
    expect(value.length).toBeGreaterThanOrEqual(32);
  }
  expect(ensureSecrets(one)).toEqual(first);
  expect(statSync(path.join(one, "secrets.json")).mode & 0o077).toBe(0);
});
