"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "./cn";
import { tabListStyles, tabStyles } from "./tabs";

type LinkTabsProps = {
  /** Names this navigation for assistive technology. */
  label: string;
  items: { href: string; label: string }[];
};

/** Tabs that are pages: a navigation whose current link is marked, as the tab pattern is not meant for links. */
export function LinkTabs({ label, items }: LinkTabsProps) {
  const pathname = usePathname();
  return (
    <nav aria-label={label} className={tabListStyles}>
      {items.map((item) => {
        const current = pathname === item.href || pathname.startsWith(`${item.href}/`);
        return (
          <Link
            key={item.href}
            href={item.href}
            aria-current={current ? "page" : undefined}
            className={cn(
              tabStyles,
              "focus-visible:-outline-offset-2 aria-[current=page]:border-primary aria-[current=page]:text-foreground",
            )}
          >
            {item.label}
          </Link>
        );
      })}
    </nav>
  );
}
