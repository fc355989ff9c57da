import { useTranslations } from "next-intl";
import { TableSkeleton } from "@/components/data-table/table-skeleton";
import { PageHeader } from "@/components/layout/page-header";
import { Skeleton } from "@/components/ui/skeleton";

const cards = ["high", "medium", "low", "informational"];
const fields = ["status", "severity", "category", "app", "from", "to"];

/** The shape of the page while its rows are on their way. */
export default function AlertsLoading() {
  const t = useTranslations("alerts");
  return (
    <>
      <PageHeader title={t("title")} description={t("purpose")} />
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        {cards.map((card) => (
          <Skeleton key={card} className="h-20 w-full" />
        ))}
      </div>
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <Skeleton className="col-span-2 h-14 w-full" />
        {fields.map((field) => (
          <Skeleton key={field} className="h-14 w-full" />
        ))}
      </div>
      <TableSkeleton columns={7} />
    </>
  );
}
