import { useTranslations } from "next-intl";
import { TableSkeleton } from "@/components/data-table/table-skeleton";
import { PageHeader } from "@/components/layout/page-header";
import { Skeleton } from "@/components/ui/skeleton";

/** The shape of the page while its rows are on their way. */
export default function UploadsLoading() {
  const t = useTranslations("uploads");
  return (
    <>
      <PageHeader level={2} title={t("title")} description={t("purpose")} />
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <Skeleton className="col-span-2 h-14 w-full" />
        <Skeleton className="h-14 w-full" />
        <Skeleton className="h-14 w-full" />
      </div>
      <TableSkeleton columns={7} />
    </>
  );
}
