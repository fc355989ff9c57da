"use client";

import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { SortDirection } from "@/lib/domain/page";
import { useTableUrl } from "./use-table-url";

type SortLinkProps = {
  field: string;
  label: string;
  /** The direction of the first press. */
  first: SortDirection;
  /** How the table is sorted by this column now, if at all. */
  current: SortDirection | false;
};

/** A header that orders the table: an address of the same view in another order. */
export function SortLink({ field, label, first, current }: SortLinkProps) {
  const t = useTranslations("table");
  const { href } = useTableUrl();
  const next = current === false ? first : current === "asc" ? "desc" : "asc";
  const Icon = current === false ? ChevronsUpDown : current === "asc" ? ArrowUp : ArrowDown;
  return (
    <Link
      href={href({ sort: field, direction: next })}
      scroll={false}
      prefetch={false}
      title={t(next === "asc" ? "sortAscending" : "sortDescending", { column: label })}
      className="-mx-1.5 inline-flex h-7 items-center gap-1 rounded-md px-1.5 hover:bg-accent hover:text-foreground"
    >
      {label}
      <Icon aria-hidden className="size-3.5 shrink-0" />
    </Link>
  );
}
