import { useTranslations } from "next-intl";
import { TableSkeleton } from "@/components/data-table/table-skeleton";
import { PageHeader } from "@/components/layout/page-header";
import { Skeleton } from "@/components/ui/skeleton";

const fields = ["search", "type", "severity", "status"];

/** The shape of the page while its rows are on their way. */
export default function PoliciesLoading() {
  const t = useTranslations("policies");
  return (
    <>
      <PageHeader title={t("title")} description={t("purpose")} />
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        {fields.map((field) => (
          <Skeleton key={field} className="h-14 w-full max-lg:nth-[-n+2]:col-span-2" />
        ))}
      </div>
      <TableSkeleton columns={7} />
    </>
  );
}
