"use client";

import "./globals.css";
import { NextIntlClientProvider } from "next-intl";
import { useSyncExternalStore } from "react";
import { FatalState } from "@/components/layout/fatal-state";
import { defaultLocale, defaultTimeZone, type Locale, localeCookie } from "@/lib/domain/preference";
import { common, states } from "@/lib/i18n/messages/en.json";
import { common as commonInChinese, states as statesInChinese } from "@/lib/i18n/messages/zh-TW.json";

type GlobalErrorProps = { error: Error & { digest?: string }; reset: () => void };

const messages = {
  en: { common, states },
  "zh-TW": { common: commonInChinese, states: statesInChinese },
};

/** Takes the place of the whole document when the root layout itself failed, so it brings its own language and style. */
export default function GlobalError({ error }: GlobalErrorProps) {
  const locale = useSyncExternalStore<Locale>(
    () => () => undefined,
    () => (document.cookie.includes(`${localeCookie}=zh-TW`) ? "zh-TW" : defaultLocale),
    () => defaultLocale,
  );
  return (
    <html lang={locale} data-theme="system">
      <body className="bg-background font-sans text-foreground">
        <NextIntlClientProvider locale={locale} messages={messages[locale]} timeZone={defaultTimeZone}>
          <FatalState requestId={error.digest} onRetry={() => window.location.reload()} />
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
