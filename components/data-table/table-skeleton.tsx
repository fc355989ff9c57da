import { useTranslations } from "next-intl";
import { LiveRegion } from "@/components/ui/live-region";
import { Skeleton } from "@/components/ui/skeleton";

type TableSkeletonProps = { columns: number; rows?: number };

/** The shape of a table that is on its way: a header of 40 px and rows of 44 px, so that nothing jumps. */
export function TableSkeleton({ columns, rows = 8 }: TableSkeletonProps) {
  const t = useTranslations("states");
  const cells = Array.from({ length: columns }, (_, index) => `column-${index}`);
  const lines = Array.from({ length: rows }, (_, index) => `row-${index}`);
  return (
    <div className="rounded-md border bg-card">
      <LiveRegion>{t("loading")}</LiveRegion>
      <div className="h-10 rounded-t-md border-b bg-muted" />
      {lines.map((line) => (
        <div key={line} className="flex h-11 items-center gap-6 border-b px-4 last:border-b-0">
          {cells.map((cell, index) => (
            <Skeleton key={cell} className={index === 0 ? "w-1/4" : "flex-1 max-sm:hidden"} />
          ))}
        </div>
      ))}
    </div>
  );
}
