import { useTranslations } from "next-intl";
import { TableSkeleton } from "@/components/data-table/table-skeleton";
import { PageHeader } from "@/components/layout/page-header";
import { Skeleton } from "@/components/ui/skeleton";

const fields = ["search", "action", "actor", "target", "from", "to"];

/** The shape of the page while its rows are on their way. */
export default function AuditLoading() {
  const t = useTranslations("audit");
  return (
    <>
      <PageHeader title={t("title")} description={t("purpose")} />
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-3">
        {fields.map((field) => (
          <Skeleton key={field} className="h-14 w-full" />
        ))}
      </div>
      <TableSkeleton columns={6} />
    </>
  );
}
