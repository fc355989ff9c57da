import type { z } from "zod";
import type { Action } from "@/lib/domain/action-result";
import type { changeDataSourceInput, createDataSourceInput, DataSource } from "@/lib/domain/data-source";
import type { tryParserInput } from "@/lib/domain/discovery-parser";
import type { ParserTrial } from "@/lib/domain/parser-trial";

/** What the server does for the data sources' page; the page hands it down. */
export type DataSourceActions = {
  create: Action<z.input<typeof createDataSourceInput>, void>;
  change: Action<z.input<typeof changeDataSourceInput>, void>;
  remove: Action<{ id: string }, void>;
  tryParser: Action<z.input<typeof tryParserInput>, ParserTrial>;
};

/** Where the focus goes back to when a dialog about this data source closes. */
export function dataSourceMenuId({ id }: Pick<DataSource, "id">): string {
  return `data-source-menu-${id}`;
}
