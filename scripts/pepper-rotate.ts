import { randomBytes } from "node:crypto";
import { renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { parsePeppers } from "@/lib/tokens/token-secret";
import { ensureClientGenerated } from "./generate";
import { openDatabase } from "./open-database";
import { loadEnvFile } from "./portal-settings";
import { ensureSecrets } from "./secrets";
import { sentenceOf } from "./steps";

const USAGE = `Gives the hashes of tokens a new key (pepper), without ending a token.

  npm run pepper:rotate                    makes a new current key and keeps the older ones
  npm run pepper:rotate -- --status        says how many living tokens rest on which older key
  npm run pepper:rotate -- --remove k1     takes an older key away; refused while living tokens rest on it
  npm run pepper:rotate -- --remove k1 --force    ends those tokens

A token moves to the current key when it is used. Each change counts from the next start of the portal.`;

/** `npm run pepper:rotate`. @returns the exit code */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      status: { type: "boolean" },
      remove: { type: "string" },
      force: { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  await ensureClientGenerated();
  loadEnvFile();
  // What stands in the settings is the operator's to keep; read before openDatabase completes it.
  const isGiven = Boolean(process.env.PORTAL_TOKEN_PEPPER);
  const database = await openDatabase();
  const { countTokensWithoutKey } = await import("@/lib/tokens/key-store");
  const { closeAll } = await import("@/lib/process-once");
  try {
    const setting = process.env.PORTAL_TOKEN_PEPPER ?? "";
    const [current, ...older] = parsePeppers(setting);
    const resting = new Map((await countTokensWithoutKey(current.keyId)).map(({ keyId, tokens }) => [keyId, tokens]));
    const keep = (changed: string) => keepSetting(changed, isGiven ? null : database.dataDirectory);
    if (values.remove !== undefined) return remove(values.remove, { setting, resting, isForced: values.force, keep });
    if (!values.status) {
      const keyId = nextKeyId(setting);
      keep(`${keyId}:${randomBytes(32).toString("base64")},${setting}`);
      console.log(`The key ${keyId} is current from the next start on; ${current.keyId} stays valid beside it.`);
      return 0;
    }
    console.log(`The current key is ${current.keyId}.`);
    for (const { keyId } of older)
      console.log(`${resting.get(keyId) ?? 0} living tokens rest on the older key ${keyId}.`);
    return 0;
  } finally {
    await closeAll();
    await database.close();
  }
}

function remove(
  keyId: string,
  by: {
    setting: string;
    resting: ReadonlyMap<string, number>;
    isForced: boolean | undefined;
    keep: (changed: string) => void;
  },
): number {
  const [current, ...older] = parsePeppers(by.setting);
  if (current.keyId === keyId) throw new Error(`${keyId} is the current key: make another one first.`);
  if (!older.some((pepper) => pepper.keyId === keyId)) throw new Error(`There is no key ${keyId}.`);
  const tokens = by.resting.get(keyId) ?? 0;
  if (tokens > 0 && !by.isForced)
    throw new Error(
      `${tokens} living tokens rest on ${keyId} and would end: wait until they are used, or add --force.`,
    );
  by.keep(
    by.setting
      .split(",")
      .filter((entry) => !entry.startsWith(`${keyId}:`))
      .join(","),
  );
  console.log(
    `The key ${keyId} is gone from the next start on${tokens > 0 ? `, and ${tokens} tokens end with it` : ""}.`,
  );
  return 0;
}

function nextKeyId(setting: string): string {
  const numbers = parsePeppers(setting).map(({ keyId }) => Number(/^k(\d+)$/.exec(keyId)?.[1] ?? 0));
  return `k${Math.max(...numbers) + 1}`;
}

/** Into secrets.json of the data folder; or onto the terminal, for settings that the operator keeps elsewhere. */
function keepSetting(tokenPepper: string, dataDirectory: string | null): void {
  if (dataDirectory === null) {
    console.log(`Set this where the portal gets its settings from, and keep the one before until then:`);
    console.log(`PORTAL_TOKEN_PEPPER=${tokenPepper}`);
    return;
  }
  const file = path.join(dataDirectory, "secrets.json");
  const secrets = { ...ensureSecrets(dataDirectory), tokenPepper };
  // Moved into place whole: a half-written file would lock every token out.
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
}

main().then(
  (exitCode) => process.exit(exitCode),
  (error: unknown) => {
    console.error(sentenceOf(error));
    process.exit(1);
  },
);
