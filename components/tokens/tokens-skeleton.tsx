import { TableSkeleton } from "@/components/data-table/table-skeleton";
import { Skeleton } from "@/components/ui/skeleton";

/** The shape of the page while its tokens are on their way. */
export function TokensSkeleton() {
  return (
    <div className="grid gap-5">
      <div className="flex items-start justify-between gap-6">
        <div className="grid min-w-0 grow grid-cols-[minmax(0,1fr)] gap-2.5">
          <Skeleton className="w-full max-w-96" />
          <Skeleton className="mt-2 w-full max-w-72" />
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
