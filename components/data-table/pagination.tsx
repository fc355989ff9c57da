"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { useTableUrl } from "./use-table-url";

type PaginationProps = {
  label: string;
  page: { next: string | null; previous: string | null };
  summary?: ReactNode;
};

/** Links to the page before and after; nothing at all when there is one page and nothing to say. */
export function Pagination({ label, page, summary }: PaginationProps) {
  const t = useTranslations("table");
  const { href } = useTableUrl();
  const single = page.next === null && page.previous === null;
  if (single && !summary) return null;
  return (
    <div className="flex min-h-8 flex-wrap items-center justify-between gap-3">
      <p className="text-muted-foreground text-xs">{summary}</p>
      {!single && (
        <nav aria-label={label} className="flex gap-2">
          <PageLink href={page.previous === null ? null : href({ before: page.previous })} rel="prev">
            <ChevronLeft aria-hidden />
            {t("previous")}
          </PageLink>
          <PageLink href={page.next === null ? null : href({ after: page.next })} rel="next">
            {t("next")}
            <ChevronRight aria-hidden />
          </PageLink>
        </nav>
      )}
    </div>
  );
}

function PageLink({ href, rel, children }: { href: string | null; rel: "prev" | "next"; children: ReactNode }) {
  if (href === null) {
    return (
      <Button size="sm" disabled>
        {children}
      </Button>
    );
  }
  return (
    <Button size="sm" asChild>
      <Link href={href} rel={rel} prefetch={false}>
        {children}
      </Link>
    </Button>
  );
}
