import { createHash, randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { z } from "zod";
import { tokenKinds } from "@/lib/domain/token-kind";
import { mintSecret } from "@/lib/tokens/token-secret";
import { scannerRules, staleScannerRules } from "./scanner-rules";

const secretlintFile = z.object({
  rules: z.tuple([z.object({ options: z.object({ patterns: z.tuple([z.object({ pattern: z.string() })]) }) })]),
});

/** The regular expressions as they stand in the published files. */
function publishedPatterns(): RegExp[] {
  const files = scannerRules();
  const gitleaks = /^regex = '''(.*)'''$/m.exec(files["gitleaks.toml"] ?? "")?.[1] ?? "(?!)";
  const { rules } = secretlintFile.parse(JSON.parse(files["secretlintrc.json"] ?? "{}"));
  return [new RegExp(gitleaks), new RegExp(rules[0].options.patterns[0].pattern.slice(1, -1))];
}

const around = (secret: string) => [
  secret,
  `TOKEN=${secret}`,
  `"${secret}",`,
  `curl -H 'Authorization: Token ${secret}'`,
  `https://x.example/?t=${secret}&u=1`,
  `secret-token:${secret}\r\n`,
  `<td>${secret}</td>`,
];

test("T-15: the published scanner rules are what the format of the tokens says", () => {
  expect(staleScannerRules()).toEqual([]);
});

test("T-15: the published scanner rules find every token, wherever it stands", () => {
  const patterns = publishedPatterns();
  expect(patterns).toHaveLength(2);
  for (const kind of tokenKinds)
    for (let round = 0; round < 50; round++)
      for (const text of around(mintSecret(kind).secret))
        for (const pattern of patterns) expect(pattern.test(text), text).toBe(true);
});

test("T-15: the published scanner rules find nothing in hashes, base64 and near misses", () => {
  const { secret } = mintSecret("api");
  const noise = Array.from({ length: 2_000 }, () => [
    createHash("sha256").update(randomBytes(8)).digest("hex"),
    createHash("sha512").update(randomBytes(8)).digest("base64"),
    randomBytes(48).toString("base64url"),
    randomUUID(),
  ]);
  const near = [
    secret.slice(0, -1),
    `${secret}A`,
    `x${secret}`,
    secret.replace("pcu1", "pcu2"),
    secret.replace("pcu1", "PCU1"),
  ];
  const found = publishedPatterns().flatMap((pattern) =>
    [...noise.flat(), ...near].filter((text) => pattern.test(text)),
  );
  expect(found).toEqual([]);
});
