import { recordEvent } from "../audit/record-event";
import { type Transaction, withTenant } from "../db/transaction";
import { type Caller, type MemberPrincipal, manageableLogCollectors, type Visibility } from "../domain/access";
import type { AuditAction, AuditDetail } from "../domain/audit-event";
import { notFound } from "../domain/failure";
import type { LogCollector, LogCollectorSettings } from "../domain/log-collector";
import { confirmEverywhere } from "../revocation/confirm-everywhere";
import { issueAgentToken, revokeAgentToken } from "../tokens/issue-agent-token";
import type { AddedLogCollector } from "./add-log-collector";
import { plannedSources } from "./collector-sources";
import {
  deleteLogCollectorRow,
  holdLogCollector,
  markLogCollectorDisabled,
  replaceLogCollectorToken,
  saveCollectorSources,
  updateLogCollector,
} from "./log-collector-store";
import { findLogCollector } from "./log-collector-view-store";

/**
 * Changes what a collector receives and where. The running collector takes it up within a minute and keeps its token and
 * what waits on its disk.
 * @throws Failure `forbidden`, `not-found`, `conflict` (field `name` or `sources`)
 */
export function editLogCollector(
  caller: Caller<MemberPrincipal>,
  { id, settings }: { id: string; settings: LogCollectorSettings },
): Promise<void> {
  return changing(caller, id, async ({ tx, visibility, record }) => {
    const sources = await plannedSources(tx, visibility, settings);
    const { name, host, ftpPort } = settings;
    await updateLogCollector(tx, visibility, id, { name, host, ftpPort, at: new Date() });
    await saveCollectorSources(tx, visibility, id, sources);
    await record("log-collector.changed", name, { host, dataSources: sources.length });
  });
}

/** Stops a collector from bringing logs, or lets it again; its token stays. Twice is the same as once. */
export function setLogCollectorEnabled(
  caller: Caller<MemberPrincipal>,
  { id, isEnabled }: { id: string; isEnabled: boolean },
): Promise<void> {
  return changing(caller, id, async ({ tx, visibility, collector, record }) => {
    if ((collector.disabledAt === null) === isEnabled) return;
    await markLogCollectorDisabled(tx, visibility, id, isEnabled ? null : new Date());
    await record(isEnabled ? "log-collector.enabled" : "log-collector.disabled", collector.name);
  });
}

/** Gives a collector a new token, bound to the caller. When this returns the old one is refused everywhere. */
export async function regenerateLogCollectorToken(
  caller: Caller<MemberPrincipal>,
  { id }: { id: string },
): Promise<AddedLogCollector> {
  const added = await changing(caller, id, async ({ tx, visibility, collector: { name }, tokenId, record }) => {
    const issued = await issueAgentToken(tx, caller, { kind: "log-collector", name });
    await replaceLogCollectorToken(tx, visibility, id, issued.tokenId);
    await revokeAgentToken(tx, caller, tokenId);
    await record("log-collector.token-regenerated", name);
    return { id, name, publicId: issued.publicId, secret: issued.secret };
  });
  await confirmEverywhere();
  return added;
}

/** Deletes a collector and revokes its token: the program stops at its next call. What it brought stays. */
export async function deleteLogCollector(
  caller: Caller<MemberPrincipal>,
  { id }: { id: string },
): Promise<{ name: string }> {
  const deleted = await changing(caller, id, async ({ tx, visibility, collector: { name }, tokenId, record }) => {
    await deleteLogCollectorRow(tx, visibility, id);
    await revokeAgentToken(tx, caller, tokenId);
    await record("log-collector.deleted", name);
    return { name };
  });
  await confirmEverywhere();
  return deleted;
}

type Change = {
  tx: Transaction;
  visibility: Visibility;
  collector: LogCollector;
  tokenId: string;
  record: (action: AuditAction, name: string, detail?: AuditDetail) => Promise<void>;
};

function changing<T>(caller: Caller<MemberPrincipal>, id: string, work: (change: Change) => Promise<T>): Promise<T> {
  const visibility = manageableLogCollectors(caller.principal);
  return withTenant(visibility.tenantId, async (tx) => {
    await holdLogCollector(tx, visibility, id);
    const found = await findLogCollector(tx, visibility, id, new Date());
    if (found === null) throw notFound("log collector");
    const record: Change["record"] = (action, name, detail = {}) =>
      recordEvent(tx, caller, { action, target: { kind: "log-collector", id, name }, detail });
    return work({ tx, visibility, ...found, record });
  });
}
