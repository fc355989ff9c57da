/** Any origin will do: what matters is that a path stays on it. */
const anyOrigin = "http://portal.invalid";

/**
 * Where to go after signing in: a path of this host, or `/`. Whatever a browser would read as another host
 * (`//evil.example`, `/\evil.example`, `https:…`, control characters) and the sign-in pages themselves become `/`.
 */
export function safeNextPath(wanted: string | readonly string[] | null | undefined): string {
  if (typeof wanted !== "string" || !wanted.startsWith("/") || !URL.canParse(wanted, anyOrigin)) return "/";
  const url = new URL(wanted, anyOrigin);
  if (url.origin !== anyOrigin) return "/";
  const path = `${url.pathname}${url.search}`;
  // Dots resolve away, so "/..//evil.example" only shows its face in the finished path.
  if (path.startsWith("//") || /^\/(sign-in|invitation|setup|api)(\/|\?|$)/.test(path)) return "/";
  return path;
}

/** The sign-in page that leads back to a path. */
export function signInPath(next: string): string {
  const safe = safeNextPath(next);
  return safe === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(safe)}`;
}
