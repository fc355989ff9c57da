import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { Fragment } from "react";

type BreadcrumbsProps = {
  label: string;
  /** From the top down; the last one is where the reader is and has no address. */
  items: { label: string; href?: string }[];
};

/** Only for places below the second level. */
export function Breadcrumbs({ label, items }: BreadcrumbsProps) {
  return (
    <nav aria-label={label}>
      <ol className="flex flex-wrap items-center gap-1.5 text-muted-foreground text-xs">
        {items.map((item, index) => (
          <Fragment key={item.label}>
            {index > 0 && (
              <li aria-hidden>
                <ChevronRight className="size-3.5" />
              </li>
            )}
            <li>
              {item.href === undefined ? (
                <span aria-current="page">{item.label}</span>
              ) : (
                <Link href={item.href} className="hover:text-foreground hover:underline">
                  {item.label}
                </Link>
              )}
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}
