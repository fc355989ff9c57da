import { recordEvent } from "../audit/record-event";
import { type Transaction, withTenant } from "../db/transaction";
import { type Caller, type MemberPrincipal, manageableSiemAgents, type Visibility } from "../domain/access";
import type { AuditAction, AuditDetail } from "../domain/audit-event";
import { notFound } from "../domain/failure";
import type { SiemAgent, SiemAgentSettings } from "../domain/siem-agent";
import { confirmEverywhere } from "../revocation/confirm-everywhere";
import { issueAgentToken, revokeAgentToken } from "../tokens/issue-agent-token";
import type { AddedSiemAgent } from "./add-siem-agent";
import {
  deleteSiemAgentRow,
  findSiemAgent,
  holdSiemAgent,
  markSiemAgentDisabled,
  replaceSiemAgentToken,
  updateSiemAgent,
} from "./siem-agent-store";

/**
 * Changes what an agent sends, how and where. The running agent takes it up within seconds and keeps its token and place.
 * @throws Failure `forbidden`, `not-found`, `conflict` (field `name`)
 */
export function editSiemAgent(
  caller: Caller<MemberPrincipal>,
  { id, settings }: { id: string; settings: SiemAgentSettings },
): Promise<void> {
  return changing(caller, id, async ({ tx, visibility, record }) => {
    await updateSiemAgent(tx, visibility, id, settings);
    const destination = `${settings.protocol}://${settings.host}:${settings.port}`;
    await record("siem-agent.changed", settings.name, { format: settings.format, destination });
  });
}

/** Stops an agent from pulling, or lets it pull again; its token stays. Twice is the same as once. */
export function setSiemAgentEnabled(
  caller: Caller<MemberPrincipal>,
  { id, isEnabled }: { id: string; isEnabled: boolean },
): Promise<void> {
  return changing(caller, id, async ({ tx, visibility, agent, record }) => {
    if ((agent.disabledAt === null) === isEnabled) return;
    await markSiemAgentDisabled(tx, visibility, id, isEnabled ? null : new Date());
    await record(isEnabled ? "siem-agent.enabled" : "siem-agent.disabled", agent.name);
  });
}

/** Gives an agent a new token, bound to the caller. When this returns the old one is refused everywhere. */
export async function regenerateSiemAgentToken(
  caller: Caller<MemberPrincipal>,
  { id }: { id: string },
): Promise<AddedSiemAgent> {
  const added = await changing(caller, id, async ({ tx, visibility, agent, tokenId, record }) => {
    const issued = await issueAgentToken(tx, caller, { kind: "siem-agent", name: agent.name });
    await replaceSiemAgentToken(tx, visibility, id, issued.tokenId);
    await revokeAgentToken(tx, caller, tokenId);
    await record("siem-agent.token-regenerated", agent.name);
    return { id, name: agent.name, publicId: issued.publicId, secret: issued.secret };
  });
  await confirmEverywhere();
  return added;
}

/** Deletes an agent and revokes its token: the program stops at its next call. */
export async function deleteSiemAgent(
  caller: Caller<MemberPrincipal>,
  { id }: { id: string },
): Promise<{ name: string }> {
  const deleted = await changing(caller, id, async ({ tx, visibility, agent, tokenId, record }) => {
    await deleteSiemAgentRow(tx, visibility, id);
    await revokeAgentToken(tx, caller, tokenId);
    await record("siem-agent.deleted", agent.name);
    return { name: agent.name };
  });
  await confirmEverywhere();
  return deleted;
}

type Change = {
  tx: Transaction;
  visibility: Visibility;
  agent: SiemAgent;
  tokenId: string;
  record: (action: AuditAction, name: string, detail?: AuditDetail) => Promise<void>;
};

function changing<T>(caller: Caller<MemberPrincipal>, id: string, work: (change: Change) => Promise<T>): Promise<T> {
  const visibility = manageableSiemAgents(caller.principal);
  return withTenant(visibility.tenantId, async (tx) => {
    await holdSiemAgent(tx, visibility, id);
    const found = await findSiemAgent(tx, visibility, id);
    if (found === null) throw notFound("SIEM agent");
    const record: Change["record"] = (action, name, detail = {}) =>
      recordEvent(tx, caller, { action, target: { kind: "siem-agent", id, name }, detail });
    return work({ tx, visibility, ...found, record });
  });
}
