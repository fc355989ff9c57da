"use client";

import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { cn } from "./cn";
import { tabListStyles, tabStyles } from "./tabs";

type LinkTabsProps = {
  /** Names this navigation for assistive technology. */
  label: string;
  items: { href: string; label: string }[];
  /** The query parameters that a tab hands on to the next. */
  keeps?: readonly string[];
};

/** Tabs that are pages: a navigation whose current link is marked, as the tab pattern is not meant for links. */
export function LinkTabs({ label, items, keeps = [] }: LinkTabsProps) {
  const pathname = usePathname();
  const query = keptOf(useSearchParams(), keeps);
  const within = items.filter(({ href }) => pathname === href || pathname.startsWith(`${href}/`));
  // One tab's address may lead to another's: the longest that fits is where the reader is.
  const current = within.toSorted((left, right) => right.href.length - left.href.length)[0];
  return (
    <nav aria-label={label} className={tabListStyles}>
      {items.map((item) => (
        <Link
          key={item.href}
          href={item.href + query}
          aria-current={item === current ? "page" : undefined}
          className={cn(
            tabStyles,
            "focus-visible:-outline-offset-2 aria-[current=page]:border-primary aria-[current=page]:text-foreground",
          )}
        >
          {item.label}
        </Link>
      ))}
    </nav>
  );
}

function keptOf(parameters: URLSearchParams, names: readonly string[]): string {
  const kept = new URLSearchParams([...parameters].filter(([name]) => names.includes(name))).toString();
  return kept === "" ? "" : `?${kept}`;
}
