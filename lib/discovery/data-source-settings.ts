import type { AuditDetail } from "../domain/audit-event";
import type { CreateDataSourceInput } from "../domain/data-source";
import type { CustomParser } from "../domain/discovery-parser";
import { customFormat } from "./formats/custom-format";

/**
 * Whether a parser that a tenant has described can be made.
 * @throws Failure `invalid` when its time format cannot be read
 */
export function checkParser(parser: CustomParser | null): void {
  if (parser !== null) customFormat(parser);
}

/** What the audit log keeps of a data source's settings. */
export function auditedSettings(settings: Omit<CreateDataSourceInput, "name">): AuditDetail {
  const { logType, receiver, anonymizesUsers, customParser } = settings;
  return { logType, receiver, anonymizesUsers, customParser: customParser?.name ?? null };
}
