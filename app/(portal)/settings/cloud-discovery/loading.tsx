import { TableSkeleton } from "@/components/data-table/table-skeleton";
import { Skeleton } from "@/components/ui/skeleton";

/** The shape of a tab while it is on its way. */
export default function DiscoverySettingsLoading() {
  return (
    <>
      <Skeleton className="h-12 w-full max-w-96" />
      <TableSkeleton columns={6} rows={4} />
    </>
  );
}
