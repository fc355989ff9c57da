import { recordEvent } from "../audit/record-event";
import { beginConnectionTest, latestConnectionTest } from "../connection-tests/connection-tests";
import { withTenant } from "../db/transaction";
import { type Caller, type MemberPrincipal, manageableSiemAgents } from "../domain/access";
import type { ConnectionTest, ConnectionTestView } from "../domain/connection-test";
import { Failure, notFound } from "../domain/failure";
import { findSiemAgent, holdSiemAgent } from "./siem-agent-store";

/**
 * Asks the running agent to test the way of an event. It takes the test up with its next call; a test that is under way is
 * joined, not begun anew.
 * @throws Failure `forbidden` without `siem-agent:manage`, `not-found`, and `conflict` while the agent is disabled, because
 * its calls are refused
 */
export function requestSiemConnectionTest(
  caller: Caller<MemberPrincipal>,
  { id, now = new Date() }: { id: string; now?: Date },
): Promise<ConnectionTest> {
  const visibility = manageableSiemAgents(caller.principal);
  return withTenant(visibility.tenantId, async (tx) => {
    await holdSiemAgent(tx, visibility, id);
    const found = await findSiemAgent(tx, visibility, id);
    if (found === null) throw notFound("SIEM agent");
    if (found.agent.disabledAt !== null)
      throw new Failure("conflict", "This SIEM agent is disabled: enable it first", {
        messageKey: "siemAgentDisabled",
      });
    const program = { tenantId: visibility.tenantId, tokenId: found.tokenId };
    const wish = { requestedByName: caller.principal.memberName, now };
    const { test, isNew } = await beginConnectionTest(tx, program, wish);
    if (isNew)
      await recordEvent(tx, caller, {
        action: "siem-agent.connection-tested",
        target: { kind: "siem-agent", id, name: found.agent.name },
        detail: {},
      });
    return test;
  });
}

/**
 * The latest connection test of an agent, as far as it has come; null when there was none.
 * @throws Failure `forbidden`; `not-found` for an id of nobody or of another tenant
 */
export function readSiemConnectionTest(
  caller: Caller,
  id: string,
  now = new Date(),
): Promise<ConnectionTestView | null> {
  const visibility = manageableSiemAgents(caller.principal);
  return withTenant(visibility.tenantId, async (tx) => {
    const found = await findSiemAgent(tx, visibility, id);
    if (found === null) throw notFound("SIEM agent");
    return latestConnectionTest(tx, { tenantId: visibility.tenantId, tokenId: found.tokenId }, now);
  });
}
