import "./globals.css";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AlertAddress } from "@/components/layout/alert-address";
import { TimeZoneCookie } from "@/components/layout/time-zone-cookie";
import { Toaster } from "@/components/ui/toaster";
import { themeCookie, themeOf } from "@/lib/domain/preference";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common");
  return {
    title: { default: t("portcullis"), template: `%s · ${t("portcullis")}` },
    robots: { index: false, follow: false },
  };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, jar] = await Promise.all([getLocale(), cookies()]);
  return (
    <html lang={locale} data-theme={themeOf(jar.get(themeCookie)?.value)}>
      <body className="bg-background font-sans text-foreground">
        <NextIntlClientProvider>
          {children}
          <TimeZoneCookie />
          <AlertAddress />
          <Toaster />
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
