"use client";

import { useLocale } from "next-intl";

/** The name of a country by its two letters, in the reader's language; the letters where they name none. */
export function useCountryName(): (country: string) => string {
  const locale = useLocale();
  return (country) => {
    if (!/^[A-Za-z]{2}$/.test(country)) return country;
    return new Intl.DisplayNames(locale, { type: "region" }).of(country.toUpperCase()) ?? country;
  };
}
