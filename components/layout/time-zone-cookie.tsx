"use client";

import { useRouter } from "next/navigation";
import { useTimeZone } from "next-intl";
import { useEffect } from "react";
import { timeZoneCookie } from "@/lib/domain/preference";
import { rememberPreference } from "./preference-cookie";

/** Tells the server the browser's time zone, once and whenever it changes, and has the times drawn anew. */
export function TimeZoneCookie() {
  const router = useRouter();
  const shown = useTimeZone();
  useEffect(() => {
    const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (own === shown || document.cookie.includes(`${timeZoneCookie}=${encodeURIComponent(own)}`)) return;
    rememberPreference(timeZoneCookie, own);
    router.refresh();
  }, [router, shown]);
  return null;
}
