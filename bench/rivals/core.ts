import { hash } from "node:crypto";
import { parseSecret } from "@/lib/tokens/token-secret";

const authorizationForm = /^token ([0-9A-Za-z]{64})$/i;

/** What any guard must do at the least: read the header, check the form, hash, look up. Knows one token. */
export function verifierOf(secret: string, payload: string): (authorization: string | undefined) => string | null {
  const known = new Map([[hash("sha256", secret, "base64url"), payload]]);
  return (authorization) => {
    const given = authorizationForm.exec(authorization ?? "")?.[1];
    if (given === undefined || parseSecret(given) === null) return null;
    return known.get(hash("sha256", given, "base64url")) ?? null;
  };
}
