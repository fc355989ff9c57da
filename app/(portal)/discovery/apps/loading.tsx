import { TableSkeleton } from "@/components/data-table/table-skeleton";
import { Skeleton } from "@/components/ui/skeleton";

const fields = ["category", "tag", "rating", "from", "to"];

/** The shape of the page while its rows are on their way. */
export default function AppsLoading() {
  return (
    <>
      <Skeleton className="h-9 w-full max-w-96" />
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <Skeleton className="col-span-2 h-14 w-full" />
        {fields.map((field) => (
          <Skeleton key={field} className="h-14 w-full" />
        ))}
      </div>
      <TableSkeleton columns={9} />
    </>
  );
}
