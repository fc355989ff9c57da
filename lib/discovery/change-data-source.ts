import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { type Caller, changeableDiscovery } from "../domain/access";
import type { ChangeDataSourceInput } from "../domain/data-source";
import { Failure, notFound } from "../domain/failure";
import { auditedSettings, checkParser } from "./data-source-settings";
import { findDataSources, saveDataSource, touchCollectorsOf } from "./data-source-store";

/**
 * Changes how a data source is read and kept, from the next file on: what is in its report stays as it is.
 * Its receiver stays while log collectors are linked to it: each listens for it on a port of that kind.
 * @throws Failure `forbidden` without `settings:write`; `not-found`; `conflict` for another receiver then; `invalid` for a custom parser whose time format cannot
 * be read
 */
export async function changeDataSource(caller: Caller, input: ChangeDataSourceInput, now: Date): Promise<void> {
  const visibility = changeableDiscovery(caller.principal);
  checkParser(input.customParser);
  await withTenant(visibility.tenantId, async (tx) => {
    const [source] = await findDataSources(tx, visibility, input.id);
    if (source === undefined) throw notFound("data source");
    if (source.receiver !== input.receiver && source.collectors.length > 0)
      throw new Failure("conflict", `Log collectors receive it as it is: ${source.collectors.join(", ")}`, {
        field: "receiver",
        messageKey: "dataSourceLinked",
      });
    if (!(await saveDataSource(tx, visibility, { ...input, at: now }))) throw notFound("data source");
    await touchCollectorsOf(tx, visibility, input.id);
    await recordEvent(tx, caller, {
      action: "data-source.changed",
      target: { kind: "data-source", id: source.id, name: source.name },
      detail: auditedSettings(input),
    });
  });
}
