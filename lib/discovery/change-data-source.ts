import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { type Caller, changeableDiscovery } from "../domain/access";
import type { ChangeDataSourceInput } from "../domain/data-source";
import { notFound } from "../domain/failure";
import { auditedSettings, checkParser } from "./data-source-settings";
import { findDataSources, saveDataSource } from "./data-source-store";

/**
 * Changes how a data source is read and kept, from the next file on: what is in its report stays as it is.
 * @throws Failure `forbidden` without `settings:write`; `not-found`; `invalid` for a custom parser whose time format cannot
 * be read
 */
export async function changeDataSource(caller: Caller, input: ChangeDataSourceInput, now: Date): Promise<void> {
  const visibility = changeableDiscovery(caller.principal);
  checkParser(input.customParser);
  await withTenant(visibility.tenantId, async (tx) => {
    const [source] = await findDataSources(tx, visibility, input.id);
    if (source === undefined || !(await saveDataSource(tx, visibility, { ...input, at: now })))
      throw notFound("data source");
    await recordEvent(tx, caller, {
      action: "data-source.changed",
      target: { kind: "data-source", id: source.id, name: source.name },
      detail: auditedSettings(input),
    });
  });
}
