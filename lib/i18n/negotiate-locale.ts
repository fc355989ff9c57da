import { defaultLocale, type Locale, localeOf } from "../domain/preference";

/**
 * The language to show: the person's choice when there is one, otherwise the best match for the browser's
 * Accept-Language header (RFC 9110, 12.5.4), otherwise English. Every kind of Chinese reads Traditional Chinese here,
 * which is nearer to its reader than English.
 */
export function negotiateLocale(chosen: string | undefined, acceptLanguage: string | null): Locale {
  const choice = localeOf(chosen);
  if (choice !== null) return choice;
  for (const tag of preferredTags(acceptLanguage ?? "")) {
    if (tag === "zh" || tag.startsWith("zh-")) return "zh-TW";
    if (tag === "en" || tag.startsWith("en-")) return "en";
  }
  return defaultLocale;
}

/** Language tags in lower case, most wanted first, without those that the browser refuses (q=0). */
function preferredTags(header: string): string[] {
  return header
    .split(",")
    .map((entry) => {
      const [tag = "", ...parameters] = entry.split(";").map((part) => part.trim().toLowerCase());
      const quality = parameters.find((parameter) => parameter.startsWith("q="));
      return { tag, quality: quality === undefined ? 1 : Number(quality.slice(2)) };
    })
    .filter((entry) => entry.tag !== "" && entry.quality > 0)
    .sort((left, right) => right.quality - left.quality)
    .map((entry) => entry.tag);
}
