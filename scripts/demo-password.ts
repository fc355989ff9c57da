import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

export type DemoPassword = {
  password: string /** Null when the operator gave it. */;
  file: string | null;
  isNew: boolean;
};

/** The password of the demo accounts: PORTAL_DEMO_PASSWORD, else a random one kept in the data folder for its owner only. */
export function demoPassword(dataDirectory: string, given: string | undefined): DemoPassword {
  if (given) return { password: given, file: null, isNew: false };
  const file = path.join(dataDirectory, "demo-password");
  if (existsSync(file)) return { password: readFileSync(file, "utf8").trim(), file, isNew: false };
  const password = randomBytes(15).toString("base64url");
  writeFileSync(file, `${password}\n`, { mode: 0o600, flag: "wx" });
  return { password, file, isNew: true };
}
