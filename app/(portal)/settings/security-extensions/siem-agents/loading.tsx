import { TableSkeleton } from "@/components/data-table/table-skeleton";

export default function SiemAgentsLoading() {
  return <TableSkeleton columns={7} />;
}
