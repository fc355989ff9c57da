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
