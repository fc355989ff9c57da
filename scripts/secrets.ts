import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const secretsFile = z.object({
  sessionSecret: z.string(),
  tokenPepper: z.string(),
  postgres: z.object({ superuser: z.string(), owner: z.string(), app: z.string(), auth: z.string() }),
});

export type Secrets = z.infer<typeof secretsFile>;

/**
 * The secrets of this installation, made at the first call and kept in the data folder, readable by its owner only.
 * @throws Error when the file exists but cannot be understood: making new secrets would lock every token out.
 */
export function ensureSecrets(dataDirectory: string): Secrets {
  const file = path.join(dataDirectory, "secrets.json");
  if (existsSync(file)) return readSecrets(file);
  mkdirSync(dataDirectory, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const password = () => randomBytes(24).toString("base64url");
  const secrets: Secrets = {
    sessionSecret: randomBytes(32).toString("base64url"),
    tokenPepper: `k1:${randomBytes(32).toString("base64")}`,
    postgres: { superuser: password(), owner: password(), app: password(), auth: password() },
  };
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flag: "wx" });
  return secrets;
}

function readSecrets(file: string): Secrets {
  try {
    return secretsFile.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw new Error(
      `The file ${file} is damaged: put it back from a backup, or remove the whole data folder to start with an empty portal.`,
    );
  }
}
