import { TableSkeleton } from "@/components/data-table/table-skeleton";

export default function LogCollectorsLoading() {
  return <TableSkeleton columns={6} />;
}
