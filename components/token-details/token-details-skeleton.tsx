import { useTranslations } from "next-intl";
import { TableSkeleton } from "@/components/data-table/table-skeleton";
import { LiveRegion } from "@/components/ui/live-region";
import { Skeleton } from "@/components/ui/skeleton";

/** The shape of a token's page while it is on its way. */
export function TokenDetailsSkeleton() {
  const t = useTranslations("states");
  return (
    <>
      <LiveRegion>{t("loading")}</LiveRegion>
      <Skeleton className="h-4 w-48" />
      <Skeleton className="h-8 w-full max-w-96" />
      <Skeleton className="h-5 w-full max-w-72" />
      <Skeleton className="h-96 w-full" />
      <TableSkeleton columns={5} rows={3} />
      <div className="grid gap-4 lg:grid-cols-2">
        <Skeleton className="h-48 w-full" />
        <Skeleton className="h-48 w-full" />
      </div>
    </>
  );
}
