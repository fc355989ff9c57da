import type { localeCookie, themeCookie, timeZoneCookie } from "@/lib/domain/preference";

const secondsPerYear = 365 * 24 * 60 * 60;

/** Remembers a preference in this browser for a year. The value is one of few known words or a time zone's name. */
export function rememberPreference(
  name: typeof localeCookie | typeof themeCookie | typeof timeZoneCookie,
  value: string,
): void {
  const secure = window.location.protocol === "https:" ? "; Secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing over plain HTTP
  document.cookie = `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${secondsPerYear}; SameSite=Lax${secure}`;
}
