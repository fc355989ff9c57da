import { z } from "zod";
import { type CustomParser, customParserInput } from "./discovery-parser";
import type { ListSettings } from "./list-query";
import { customLogType, isDataSourceLogType } from "./log-source";
import { optionalParagraphs } from "./plain-text";

/** How the logs of a data source reach a log collector. */
export const receivers = ["ftp", "ftps", "syslog-udp", "syslog-tcp", "syslog-tls"] as const;
export type Receiver = (typeof receivers)[number];

/** A receiver in the two words of the API. */
export function receiverParts(receiver: Receiver): {
  type: "ftp" | "ftps" | "syslog";
  protocol: "udp" | "tcp" | "tls";
} {
  switch (receiver) {
    case "ftp":
      return { type: "ftp", protocol: "tcp" };
    case "ftps":
      return { type: "ftps", protocol: "tls" };
    case "syslog-udp":
      return { type: "syslog", protocol: "udp" };
    case "syslog-tcp":
      return { type: "syslog", protocol: "tcp" };
    case "syslog-tls":
      return { type: "syslog", protocol: "tls" };
  }
}

/** The most data sources that a tenant may have. */
export const dataSourcesMaximum = 500;
export const dataSourceCommentMaximum = 500;

/** A device or service whose logs make one continuous report. */
export type DataSource = {
  /** 24 hexadecimal digits; also the id of its report. */
  id: string;
  name: string;
  /** Numeric log type of the API; null where the report was made before by a source that has none. */
  logType: number | null;
  anonymizesUsers: boolean;
  /** Null: its logs are uploaded in the portal or through the API. */
  receiver: Receiver | null;
  comment: string;
  /** Reads its logs in place of the appliance's own parser. */
  customParser: CustomParser | null;
  createdAt: Date;
  createdByName: string;
  modifiedAt: Date;
  lastDataAt: Date | null;
  /** Files that were sent, and those of them that could not be parsed. */
  files: number;
  failedFiles: number;
  /** Names of the log collectors that receive it. */
  collectors: string[];
};

/** Letters, digits, hyphens and underscores: the name is also that of directories and containers. */
export const dataSourceName = z.string({ error: "required" }).regex(/^[A-Za-z0-9_-]{1,64}$/, "dataSourceName");

/** Issue messages are keys under `validation` in the message catalogue. */
const settings = {
  logType: z.int({ error: "required" }).refine(isDataSourceLogType, "invalid"),
  receiver: z.enum(receivers).nullable(),
  anonymizesUsers: z.boolean(),
  comment: optionalParagraphs(dataSourceCommentMaximum).transform((text) => text ?? ""),
  customParser: customParserInput.nullable(),
};

function hasNeededParser(source: { logType: number; customParser: CustomParser | null }): boolean {
  return source.logType !== customLogType || source.customParser !== null;
}
const parserNeeded = { message: "required", path: ["customParser"] };

/** What a person says to add a data source. Log type 167 needs a custom parser. */
export const createDataSourceInput = z
  .strictObject({ name: dataSourceName, ...settings })
  .refine(hasNeededParser, parserNeeded);
export type CreateDataSourceInput = z.infer<typeof createDataSourceInput>;

export const dataSourceReference = z.strictObject({ id: z.string().regex(/^[0-9a-f]{24}$/, "invalid") });

/** All that may be changed of a data source. The name stays: what sends logs knows it by its name. */
export const changeDataSourceInput = z
  .strictObject({ ...dataSourceReference.shape, ...settings })
  .refine(hasNeededParser, parserNeeded);
export type ChangeDataSourceInput = z.infer<typeof changeDataSourceInput>;

export const dataSourceList = {
  filters: {
    displayName: { type: "string", operators: ["eq", "contains", "startswith"], meaning: "the data source's name" },
    logType: { type: "integer", operators: ["eq", "neq"], meaning: "numeric log types" },
    id: { type: "string", operators: ["eq", "neq"], aliases: ["_id"], meaning: "data source ids" },
  },
  sortFields: ["created", "displayName", "lastDataReceived"],
  scannable: false,
} as const satisfies ListSettings;

export type DataSourceFilter = keyof typeof dataSourceList.filters;
export type DataSourceSort = (typeof dataSourceList.sortFields)[number];
