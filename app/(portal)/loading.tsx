import { TableSkeleton } from "@/components/data-table/table-skeleton";
import { Skeleton } from "@/components/ui/skeleton";

export default function PortalLoading() {
  return (
    <>
      <div className="grid gap-2">
        <Skeleton className="h-6 w-48" />
        <Skeleton className="w-96 max-w-full" />
      </div>
      <TableSkeleton columns={5} />
    </>
  );
}
