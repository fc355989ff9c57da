// biome-ignore-all lint/a11y/noRedundantRoles: the narrow layout changes `display`, which drops the native roles
import type { ComponentProps } from "react";
import { cn } from "./cn";

/*
 * Rows of 44 px; on a narrow screen each row becomes a card and each cell names itself by its `data-label`. Roles are
 * written out because a table whose boxes are laid out anew loses its meaning for some browsers' accessibility trees.
 */

export function Table({ className, ...props }: ComponentProps<"table">) {
  return <table role="table" className={cn("w-full text-sm max-sm:block", className)} {...props} />;
}

export function TableHeader({ className, ...props }: ComponentProps<"thead">) {
  return <thead role="rowgroup" className={cn("border-b bg-muted max-sm:sr-only", className)} {...props} />;
}

export function TableBody({ className, ...props }: ComponentProps<"tbody">) {
  return <tbody role="rowgroup" className={cn("max-sm:block", className)} {...props} />;
}

export function TableRow({ className, ...props }: ComponentProps<"tr">) {
  return (
    <tr
      role="row"
      className={cn(
        "border-b last:border-b-0 hover:bg-muted/60 max-sm:relative max-sm:grid max-sm:gap-1.5 max-sm:p-3.5",
        className,
      )}
      {...props}
    />
  );
}

export function TableHead({ className, ...props }: ComponentProps<"th">) {
  return (
    <th
      role="columnheader"
      scope="col"
      className={cn(
        "h-10 whitespace-nowrap px-3 text-left align-middle font-medium text-muted-foreground text-xs first:pl-4 last:pr-4",
        className,
      )}
      {...props}
    />
  );
}

type TableCellProps = ComponentProps<"td"> & {
  /** The column's name, which the cell shows before its value on a narrow screen. */
  "data-label"?: string;
};

const labelled =
  "max-sm:data-label:flex max-sm:data-label:min-h-6 max-sm:data-label:items-center max-sm:data-label:gap-3 max-sm:data-label:before:w-26 max-sm:data-label:before:shrink-0 max-sm:data-label:before:text-muted-foreground max-sm:data-label:before:text-xs max-sm:data-label:before:content-[attr(data-label)]";

export function TableCell({ className, ...props }: TableCellProps) {
  return (
    <td
      role="cell"
      className={cn(
        "h-11 px-3 py-1 align-middle first:pl-4 last:pr-4 max-sm:block max-sm:h-auto max-sm:p-0 max-sm:last:p-0 max-sm:first:p-0",
        labelled,
        className,
      )}
      {...props}
    />
  );
}
