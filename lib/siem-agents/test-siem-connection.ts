import { randomUUID } from "node:crypto";
import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { type Caller, type MemberPrincipal, manageableSiemAgents } from "../domain/access";
import { Failure, notFound } from "../domain/failure";
import { isSiemTestOpen, type SiemConnectionTest } from "../domain/siem-connection-test";
import { findSiemAgent, holdSiemAgent } from "./siem-agent-store";
import { findSiemTest, insertSiemTest } from "./siem-test-store";

/**
 * Asks the running agent to test the way of an event. It takes the test up with its next call; a test that is under way is
 * joined, not begun anew.
 * @throws Failure `forbidden` without `siem-agent:manage`, `not-found`, and `conflict` while the agent is disabled, because
 * its calls are refused
 */
export function requestSiemConnectionTest(
  caller: Caller<MemberPrincipal>,
  { id, now = new Date() }: { id: string; now?: Date },
): Promise<SiemConnectionTest> {
  const visibility = manageableSiemAgents(caller.principal);
  return withTenant(visibility.tenantId, async (tx) => {
    await holdSiemAgent(tx, visibility, id);
    const found = await findSiemAgent(tx, visibility, id);
    if (found === null) throw notFound("SIEM agent");
    if (found.agent.disabledAt !== null)
      throw new Failure("conflict", "This SIEM agent is disabled: enable it first", {
        messageKey: "siemAgentDisabled",
      });
    const latest = await findSiemTest(tx, visibility, id);
    if (latest !== null && isSiemTestOpen(latest, now)) return latest;
    const test = { id: randomUUID(), requestedAt: now, requestedByName: caller.principal.memberName };
    await insertSiemTest(tx, visibility, id, test);
    await recordEvent(tx, caller, {
      action: "siem-agent.connection-tested",
      target: { kind: "siem-agent", id, name: found.agent.name },
      detail: {},
    });
    return { ...test, startedAt: null, finishedAt: null, steps: [] };
  });
}

/**
 * The latest connection test of an agent, as far as it has come; null when there was none.
 * @throws Failure `forbidden`; `not-found` for an id of nobody or of another tenant
 */
export function readSiemConnectionTest(caller: Caller, id: string): Promise<SiemConnectionTest | null> {
  const visibility = manageableSiemAgents(caller.principal);
  return withTenant(visibility.tenantId, async (tx) => {
    if ((await findSiemAgent(tx, visibility, id)) === null) throw notFound("SIEM agent");
    return findSiemTest(tx, visibility, id);
  });
}
