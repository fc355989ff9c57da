"use client";

import {
  Bell,
  ChartArea,
  HardDriveDownload,
  History,
  KeyRound,
  Radar,
  ScrollText,
  ShieldCheck,
  Users,
} from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useId } from "react";
import type { NavigationGroup, NavigationPage } from "./navigation";

const icons: Record<NavigationPage, typeof KeyRound> = {
  alerts: Bell,
  activities: History,
  discovery: ChartArea,
  policies: ShieldCheck,
  securityExtensions: KeyRound,
  members: Users,
  discoverySettings: Radar,
  logCollectors: HardDriveDownload,
  audit: ScrollText,
};

type NavLinksProps = {
  groups: NavigationGroup[];
  /** After a link was followed: closes the drawer. */
  onFollow?: () => void;
};

export function NavLinks({ groups, onFollow }: NavLinksProps) {
  const t = useTranslations("layout");
  const pathname = usePathname();
  // The drawer and the column may both be in the document.
  const id = useId();
  return (
    <nav aria-label={t("navigation")} className="grid gap-5">
      {groups.map(({ group, items }) => (
        <div key={group}>
          <p id={`${id}-${group}`} className="px-2.5 pb-1.5 font-medium text-muted-foreground text-xs">
            {t(`groups.${group}`)}
          </p>
          <ul aria-labelledby={`${id}-${group}`} className="grid gap-0.5">
            {items.map(({ page, href }) => {
              const Icon = icons[page];
              return (
                <li key={page}>
                  <Link
                    href={href}
                    aria-current={isWithin(pathname, href) ? "page" : undefined}
                    onClick={onFollow}
                    className="flex min-h-9 items-center gap-2.5 rounded-md px-2.5 py-1.5 text-sm transition-colors hover:bg-accent aria-[current=page]:bg-selected aria-[current=page]:font-medium aria-[current=page]:text-selected-foreground"
                  >
                    <Icon aria-hidden className="size-4 shrink-0" />
                    {t(`pages.${page}`)}
                  </Link>
                </li>
              );
            })}
          </ul>
        </div>
      ))}
    </nav>
  );
}

/** The settings that share tabs share an entry: it is current on each of the tabs. */
const tabbedSections = ["/settings/security-extensions", "/settings/cloud-discovery", "/settings/log-collectors"];

function isWithin(pathname: string, href: string): boolean {
  const section = tabbedSections.find((tabbed) => href.startsWith(`${tabbed}/`)) ?? href;
  return pathname === section || pathname.startsWith(`${section}/`);
}
