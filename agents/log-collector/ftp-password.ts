import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const generatedName = "ftp-password";

/**
 * The password of the FTP user: what was given, or one that is generated at the first start and stays in the spool folder,
 * readable by its owner alone. It is in no log: who wants to know it reads the file.
 */
export function ftpPassword(
  given: string | null,
  spoolFolder: string,
): { password: string; file: string | null; isNew: boolean } {
  if (given !== null) return { password: given, file: null, isNew: false };
  const file = path.join(spoolFolder, generatedName);
  const password = randomBytes(15).toString("base64url");
  try {
    writeFileSync(file, `${password}\n`, { mode: 0o600, flag: "wx" });
    return { password, file, isNew: true };
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    return { password: readFileSync(file, "utf8").trim(), file, isNew: false };
  }
}
