"use client";

import { createColumnHelper, rowSortingFeature, tableFeatures, useTable } from "@tanstack/react-table";
import { useTranslations } from "next-intl";
import { type ReactNode, useMemo } from "react";
import { cn } from "@/components/ui/cn";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { DataTableColumn, TableSort } from "./column";
import { Pagination } from "./pagination";
import { SortLink } from "./sort-link";

const features = tableFeatures({ rowSortingFeature });

type DataTableProps<Row> = {
  /** Names the table for assistive technology. */
  label: string;
  columns: DataTableColumn<Row>[];
  rows: Row[];
  getRowId: (row: Row) => string;
  /** The order that the server used. */
  sort: TableSort;
  /** Cursors of the neighbouring pages, from the server. */
  page: { next: string | null; previous: string | null };
  /** A row's menu; always visible, last in the row. */
  actions?: (row: Row) => ReactNode;
  /** Stands in the place of the rows when there are none. */
  empty: ReactNode;
  /** A line beside the page links, such as how many rows there are. */
  summary?: ReactNode;
};

/**
 * A table that the server drives: it shows the rows it is given in their order, and its headers and page links are
 * addresses. On a narrow screen the same rows become cards.
 */
export function DataTable<Row extends object>({
  label,
  columns,
  rows,
  getRowId,
  sort,
  page,
  actions,
  empty,
  summary,
}: DataTableProps<Row>) {
  const t = useTranslations("table");
  const definitions = useMemo(() => definitionsOf(columns), [columns]);
  const columnOf = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns]);
  const table = useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: (row: Row) => getRowId(row),
    manualSorting: true,
    state: { sorting: [{ id: sort.field, desc: sort.direction === "desc" }] },
  });

  if (rows.length === 0 && page.previous === null) {
    return <div className="rounded-md border bg-card">{empty}</div>;
  }
  return (
    <div className="grid gap-3">
      {/* Positioned, so that what is hidden visually inside is clipped with the rest. */}
      <div className="relative overflow-x-auto rounded-md border bg-card">
        <Table aria-label={label}>
          <TableHeader>
            {table.getHeaderGroups().map((group) => (
              <TableRow key={group.id} className="hover:bg-transparent">
                {group.headers.map((header) => {
                  const column = columnOf.get(header.column.id);
                  const direction = header.column.getIsSorted();
                  return (
                    <TableHead
                      key={header.id}
                      aria-sort={ariaSortOf(column, direction)}
                      className={cn(column?.align === "end" && "text-right")}
                    >
                      {column?.sort === undefined ? (
                        <table.FlexRender header={header} />
                      ) : (
                        <SortLink field={column.id} label={column.header} first={column.sort} current={direction} />
                      )}
                    </TableHead>
                  );
                })}
                {actions && (
                  <TableHead className="w-0">
                    <span className="sr-only">{t("actions")}</span>
                  </TableHead>
                )}
              </TableRow>
            ))}
          </TableHeader>
          <TableBody>
            {table.getRowModel().rows.map((row) => (
              <TableRow key={row.id}>
                {row.getAllCells().map((cell) => (
                  <DataCell key={cell.id} column={columnOf.get(cell.column.id)} hasActions={actions !== undefined}>
                    <table.FlexRender cell={cell} />
                  </DataCell>
                ))}
                {actions && (
                  <TableCell className="w-0 whitespace-nowrap text-right max-sm:absolute max-sm:top-2 max-sm:right-2 max-sm:w-auto">
                    {actions(row.original)}
                  </TableCell>
                )}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      <Pagination label={t("pages", { name: label })} page={page} summary={summary} />
    </div>
  );
}

type DataCellProps<Row> = { column: DataTableColumn<Row> | undefined; hasActions: boolean; children: ReactNode };

function DataCell<Row>({ column, hasActions, children }: DataCellProps<Row>) {
  const heading = column?.heading === true;
  return (
    <TableCell
      data-label={heading ? undefined : column?.header}
      className={cn(
        column?.align === "end" && "text-right max-sm:text-left",
        heading && "max-sm:order-first max-sm:pr-10 max-sm:pb-1 max-sm:first:pr-10",
        heading && !hasActions && "max-sm:pr-0 max-sm:first:pr-0",
        column?.className,
      )}
    >
      {/* One box, so that the label before it and the value lie side by side in a card. */}
      <div className={cn("min-w-0", heading && "wrap-anywhere sm:min-w-44")}>{children}</div>
    </TableCell>
  );
}

function definitionsOf<Row extends object>(columns: DataTableColumn<Row>[]) {
  const helper = createColumnHelper<typeof features, Row>();
  return columns.map((column) =>
    helper.display({
      id: column.id,
      header: column.header,
      cell: (context) => column.cell(context.row.original),
      enableSorting: column.sort !== undefined,
    }),
  );
}

function ariaSortOf(column: { sort?: "asc" | "desc" } | undefined, direction: false | "asc" | "desc") {
  if (column?.sort === undefined) return undefined;
  if (direction === false) return "none";
  return direction === "asc" ? "ascending" : "descending";
}
