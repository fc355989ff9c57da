import { TableSkeleton } from "@/components/data-table/table-skeleton";
import { Skeleton } from "@/components/ui/skeleton";

/** The shape of the list while its rows are on their way. */
export default function UsersLoading() {
  return (
    <>
      <Skeleton className="h-9 w-full max-w-96" />
      <TableSkeleton columns={6} />
    </>
  );
}
