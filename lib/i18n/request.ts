import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { type Locale, localeCookie, timeZoneCookie, timeZoneOf } from "../domain/preference";
import { formats } from "./formats";
import { negotiateLocale } from "./negotiate-locale";

/** Language, time zone, clock and messages of one request. The clock is read once, so that server and browser agree. */
export default getRequestConfig(async () => {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const locale = negotiateLocale(jar.get(localeCookie)?.value, head.get("accept-language"));
  return {
    locale,
    messages: await messagesOf(locale),
    timeZone: timeZoneOf(jar.get(timeZoneCookie)?.value),
    now: new Date(),
    formats,
  };
});

async function messagesOf(locale: Locale) {
  switch (locale) {
    case "en":
      return (await import("./messages/en.json")).default;
    case "zh-TW":
      return (await import("./messages/zh-TW.json")).default;
  }
}
