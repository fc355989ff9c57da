import { randomBytes } from "node:crypto";
import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { type Caller, changeableDiscovery } from "../domain/access";
import { type CreateDataSourceInput, type DataSource, dataSourcesMaximum } from "../domain/data-source";
import { Failure, notFound } from "../domain/failure";
import { auditedSettings, checkParser } from "./data-source-settings";
import { findDataSourceNames, findDataSources, holdDataSources, insertDataSource } from "./data-source-store";
import { insertOrFindStream } from "./stream-store";

/**
 * Adds a data source. A report that uploads have made under its name becomes its report, with the traffic that is in it.
 * @throws Failure `forbidden` without `settings:write`; `conflict` when the name is taken (whatever its case) or there are
 * too many; `invalid` for a custom parser whose time format cannot be read
 */
export function createDataSource(caller: Caller, input: CreateDataSourceInput, now: Date): Promise<DataSource> {
  const visibility = changeableDiscovery(caller.principal);
  checkParser(input.customParser);
  const { name, logType, anonymizesUsers } = input;
  return withTenant(visibility.tenantId, async (tx) => {
    await holdDataSources(tx, visibility);
    const names = await findDataSourceNames(tx, visibility);
    if (names.some((taken) => taken.toLowerCase() === name.toLowerCase()))
      throw new Failure("conflict", `There is a data source with the name ${name} already`, {
        field: "name",
        messageKey: "dataSourceNameTaken",
      });
    if (names.length >= dataSourcesMaximum)
      throw new Failure("conflict", `A tenant has at most ${dataSourcesMaximum} data sources: delete one first`, {
        messageKey: "tooManyDataSources",
      });
    const stream = { kind: "input" as const, name, logType, anonymizesUsers, createdAt: now };
    const fresh = { id: randomBytes(12).toString("hex"), ...stream };
    const { id } = await insertOrFindStream(tx, visibility, fresh, "by name");
    await insertDataSource(tx, visibility, { ...input, id, at: now, byName: caller.principal.memberName });
    await recordEvent(tx, caller, {
      action: "data-source.created",
      target: { kind: "data-source", id, name },
      detail: auditedSettings(input),
    });
    const [created] = await findDataSources(tx, visibility, id);
    if (created === undefined) throw notFound("data source");
    return created;
  });
}
