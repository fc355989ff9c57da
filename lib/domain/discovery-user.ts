/**
 * One spelling per person: without surrounding blanks, in Unicode NFKC, lower case (directories compare names without
 * case). `CORP\Jdoe` and `corp\jdoe` are one user; `jdoe` without the domain is another, for nobody knows better.
 */
export function normaliseUserName(name: string): string {
  return name.normalize("NFKC").trim().toLowerCase();
}

/** What encrypted names begin with. */
export const pseudonymPrefix = "anon1_";

/** Whether a text has the shape of an encrypted name. */
export function isPseudonym(text: string): boolean {
  return text.startsWith(pseudonymPrefix) && /^[\w-]+$/.test(text);
}

/** A user's name as a part of a path: names hold slashes and other letters. */
export function userPathPart(name: string): string {
  const text = Array.from(new TextEncoder().encode(name), (byte) => String.fromCharCode(byte)).join("");
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The name behind a part of a path; null for a part that no name has. */
export function userOfPathPart(part: string): string | null {
  if (!/^[\w-]{1,2048}$/.test(part)) return null;
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll("-", "+").replaceAll("_", "/")), (letter) =>
      letter.charCodeAt(0),
    );
    const name = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return name.includes("\0") || userPathPart(name) !== part ? null : name;
  } catch {
    return null;
  }
}
