import { withTenant } from "../db/transaction";
import { type Caller, manageableSiemAgents } from "../domain/access";
import { notFound } from "../domain/failure";
import type { SiemAgent } from "../domain/siem-agent";
import { findSiemAgent, findSiemAgents } from "./siem-agent-store";

/**
 * The tenant's SIEM agents by name.
 * @throws Failure `forbidden` without `siem-agent:manage`
 */
export function listSiemAgents(caller: Caller): Promise<SiemAgent[]> {
  const visibility = manageableSiemAgents(caller.principal);
  return withTenant(visibility.tenantId, (tx) => findSiemAgents(tx, visibility));
}

/**
 * One SIEM agent.
 * @throws Failure `forbidden`; `not-found` for an id of nobody or of another tenant
 */
export function getSiemAgent(caller: Caller, id: string): Promise<SiemAgent> {
  const visibility = manageableSiemAgents(caller.principal);
  return withTenant(visibility.tenantId, async (tx) => {
    const found = await findSiemAgent(tx, visibility, id);
    if (found === null) throw notFound("SIEM agent");
    return found.agent;
  });
}

/**
 * The names of SIEM agents that contain a text, whatever the case: where somebody looks for their tokens in vain. None for
 * an empty text.
 * @throws Failure `forbidden` without `siem-agent:manage`
 */
export async function findSiemAgentNames(caller: Caller, search: string): Promise<string[]> {
  if (search === "") return [];
  const wanted = search.normalize("NFC").toLocaleLowerCase();
  const agents = await listSiemAgents(caller);
  return agents.map(({ name }) => name).filter((name) => name.toLocaleLowerCase().includes(wanted));
}
