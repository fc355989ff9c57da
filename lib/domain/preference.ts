/**
 * What a person prefers to see, kept in cookies that scripts may write: the browser sets them, the server reads them.
 * None is trusted further than to choose among the values below.
 */
export const locales = ["en", "zh-TW"] as const;
export type Locale = (typeof locales)[number];
export const defaultLocale: Locale = "en";
export const localeCookie = "portcullis-locale";

export const themes = ["light", "dark", "system"] as const;
export type Theme = (typeof themes)[number];
export const defaultTheme: Theme = "system";
export const themeCookie = "portcullis-theme";

/** IANA name of the browser's time zone, such as `Asia/Taipei`. UTC until the browser has said it. */
export const timeZoneCookie = "portcullis-time-zone";
export const defaultTimeZone = "UTC";

/** The value when it is one of the known locales, otherwise null. */
export function localeOf(value: string | undefined): Locale | null {
  return locales.find((locale) => locale === value) ?? null;
}

/** The value when it is a known theme, otherwise the system's choice. */
export function themeOf(value: string | undefined): Theme {
  return themes.find((theme) => theme === value) ?? defaultTheme;
}

/** The value when this runtime knows such a time zone, otherwise UTC. */
export function timeZoneOf(value: string | undefined): string {
  if (value === undefined || value === "") return defaultTimeZone;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    return defaultTimeZone;
  }
}
