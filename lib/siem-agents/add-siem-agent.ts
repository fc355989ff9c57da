import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { type Caller, type MemberPrincipal, manageableSiemAgents } from "../domain/access";
import { Failure } from "../domain/failure";
import { type SiemAgentSettings, siemAgentsMaximum } from "../domain/siem-agent";
import { issueAgentToken } from "../tokens/issue-agent-token";
import { countSiemAgents, insertSiemAgent } from "./siem-agent-store";

/** An agent at the moment of its making: the only time that its token's secret is known. */
export type AddedSiemAgent = { id: string; name: string; publicId: string; secret: string };

/**
 * Adds a SIEM agent with a token of its own. The token is bound to the caller and stops when the caller is deactivated.
 * @throws Failure `forbidden` without `siem-agent:manage`, `conflict` (field `name`) when the name is taken, and
 * when the tenant has as many agents as it may
 */
export function addSiemAgent(caller: Caller<MemberPrincipal>, settings: SiemAgentSettings): Promise<AddedSiemAgent> {
  const visibility = manageableSiemAgents(caller.principal);
  const { name } = settings;
  return withTenant(visibility.tenantId, async (tx) => {
    if ((await countSiemAgents(tx, visibility)) >= siemAgentsMaximum)
      throw new Failure("conflict", `A tenant has at most ${siemAgentsMaximum} SIEM agents: delete one first`, {
        messageKey: "tooManySiemAgents",
      });
    const { tokenId, publicId, secret } = await issueAgentToken(tx, caller, { kind: "siem-agent", name });
    const createdByName = caller.principal.memberName;
    const id = await insertSiemAgent(tx, visibility, { ...settings, tokenId, createdByName });
    await recordEvent(tx, caller, {
      action: "siem-agent.added",
      target: { kind: "siem-agent", id, name },
      detail: { format: settings.format, destination: `${settings.protocol}://${settings.host}:${settings.port}` },
    });
    return { id, name, publicId, secret };
  });
}
