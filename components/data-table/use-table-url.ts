"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { type HrefChanges, hrefWith } from "./href-with";

/** Addresses of this view with something changed; the whole state of a table lives in its address. */
export function useTableUrl(): { href: (changes: HrefChanges) => string; param: (name: string) => string | null } {
  const pathname = usePathname();
  const current = useSearchParams();
  return {
    href: (changes) => hrefWith(pathname, current.toString(), changes),
    param: (name) => current.get(name),
  };
}
