import { TableSkeleton } from "@/components/data-table/table-skeleton";
import { Skeleton } from "@/components/ui/skeleton";

/** The shape of the page while its tokens are on their way. */
export function TokensSkeleton() {
  return (
    <div className="grid gap-5">
      <div className="flex items-start justify-between gap-6">
        <div className="grid gap-2.5">
          <Skeleton className="w-96 max-w-full" />
          <Skeleton className="mt-2 w-72 max-w-full" />
        </div>
        <Skeleton className="h-9 w-46 shrink-0 max-sm:hidden" />
      </div>
      <div className="grid grid-cols-3 gap-3">
        <Skeleton className="h-20 sm:h-26" />
        <Skeleton className="h-20 sm:h-26" />
        <Skeleton className="h-20 sm:h-26" />
      </div>
      <Skeleton className="h-9 w-full sm:w-80" />
      <TableSkeleton columns={5} />
    </div>
  );
}
