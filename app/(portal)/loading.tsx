import { TableSkeleton } from "@/components/data-table/table-skeleton";
import { Skeleton } from "@/components/ui/skeleton";

export default function PortalLoading() {
  return (
    <>
      <div className="grid gap-2">
        <Skeleton className="h-6 w-48" />
        <Skeleton className="w-full max-w-96" />
      </div>
      <TableSkeleton columns={5} />
    </>
  );
}
