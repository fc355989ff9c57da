import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { type Caller, type MemberPrincipal, manageableLogCollectors } from "../domain/access";
import { Failure } from "../domain/failure";
import { type LogCollectorSettings, logCollectorsMaximum } from "../domain/log-collector";
import { issueAgentToken } from "../tokens/issue-agent-token";
import { plannedSources } from "./collector-sources";
import { countLogCollectors, holdLogCollectors, insertLogCollector, saveCollectorSources } from "./log-collector-store";

/** A collector at the moment of its making: the only time that its token's secret is known. */
export type AddedLogCollector = { id: string; name: string; publicId: string; secret: string };

/**
 * Adds a log collector with a token of its own. The token is bound to the caller and stops when the caller is deactivated.
 * @throws Failure `forbidden` without `log-collector:manage`; `conflict` when the name is taken (field `name`), two data
 * sources share a port (field `sources`), or the tenant has as many collectors as it may; `not-found` for a data source
 * that is none of the tenant's
 */
export function addLogCollector(
  caller: Caller<MemberPrincipal>,
  settings: LogCollectorSettings,
): Promise<AddedLogCollector> {
  const visibility = manageableLogCollectors(caller.principal);
  const { name, host, ftpPort } = settings;
  return withTenant(visibility.tenantId, async (tx) => {
    await holdLogCollectors(tx, visibility);
    if ((await countLogCollectors(tx, visibility)) >= logCollectorsMaximum)
      throw new Failure("conflict", `A tenant has at most ${logCollectorsMaximum} log collectors: delete one first`, {
        messageKey: "tooManyLogCollectors",
      });
    const sources = await plannedSources(tx, visibility, settings);
    const { tokenId, publicId, secret } = await issueAgentToken(tx, caller, { kind: "log-collector", name });
    const createdByName = caller.principal.memberName;
    const collector = { name, host, ftpPort, at: new Date(), tokenId, createdByName };
    const id = await insertLogCollector(tx, visibility, collector);
    await saveCollectorSources(tx, visibility, id, sources);
    await recordEvent(tx, caller, {
      action: "log-collector.added",
      target: { kind: "log-collector", id, name },
      detail: { host, dataSources: sources.length },
    });
    return { id, name, publicId, secret };
  });
}
