import type { ReactNode } from "react";
import type { SortDirection } from "@/lib/domain/page";

/** One column as data. Features keep theirs in a file of their own. */
export type DataTableColumn<Row> = {
  /** Also the value of `sort` in the address when the column sorts. */
  id: string;
  /** In the reader's language. */
  header: string;
  cell: (row: Row) => ReactNode;
  /** The direction of the first press on the header; without it the column does not sort. */
  sort?: SortDirection;
  /** The column that names the row: it heads the card on a narrow screen, without its label. At most one. */
  heading?: boolean;
  /** Numbers read better at the end. */
  align?: "start" | "end";
  className?: string;
};

export type TableSort = { field: string; direction: SortDirection };
