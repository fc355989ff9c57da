import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { type Caller, changeableDiscovery } from "../domain/access";
import { notFound } from "../domain/failure";
import {
  deleteDataSource as deleteRow,
  findDataSources,
  holdDataSources,
  touchCollectorsOf,
} from "./data-source-store";

/**
 * Takes a data source away. Its report stays, with its traffic, until that is as old as reports reach; one into which
 * nothing ever went goes too.
 * @throws Failure `forbidden` without `settings:write`; `not-found`
 */
export async function deleteDataSource(caller: Caller, { id }: { id: string }): Promise<void> {
  const visibility = changeableDiscovery(caller.principal);
  await withTenant(visibility.tenantId, async (tx) => {
    await holdDataSources(tx, visibility);
    const [source] = await findDataSources(tx, visibility, id);
    if (source === undefined) throw notFound("data source");
    await touchCollectorsOf(tx, visibility, id);
    await deleteRow(tx, visibility, id);
    await recordEvent(tx, caller, {
      action: "data-source.deleted",
      target: { kind: "data-source", id, name: source.name },
      detail: { files: source.files },
    });
  });
}
