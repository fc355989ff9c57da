/**
 * One spelling per person: without surrounding blanks, in Unicode NFKC, lower case (directories compare names without
 * case). `CORP\Jdoe` and `corp\jdoe` are one user; `jdoe` without the domain is another, for nobody knows better.
 */
export function normaliseUserName(name: string): string {
  return name.normalize("NFKC").trim().toLowerCase();
}
