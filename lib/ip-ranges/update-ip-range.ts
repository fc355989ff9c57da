import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { type Caller, changeableIpRanges } from "../domain/access";
import { notFound } from "../domain/failure";
import type { IpRangeInput } from "../domain/ip-range";
import { checkIpRange } from "./check-ip-range";
import { findIpRangeName, saveIpRange } from "./ip-range-store";
import { readSubnets } from "./read-subnets";

/**
 * Replaces all that a range is: what the input leaves out is empty afterwards.
 * @throws Failure `forbidden` without `ip-range:write`; `not-found` for a range that the tenant does not have; `invalid`
 * as when it is made
 */
export function updateIpRange(caller: Caller, id: string, input: IpRangeInput, now = new Date()): Promise<void> {
  const visibility = changeableIpRanges(caller.principal);
  const subnets = readSubnets(input.subnets);
  return withTenant(visibility.tenantId, async (tx) => {
    const before = await findIpRangeName(tx, visibility, id);
    if (before === null) throw notFound("IP range");
    const row = await checkIpRange(tx, visibility, input, subnets, { except: id, now });
    await saveIpRange(tx, visibility, id, row, subnets);
    await recordEvent(tx, caller, {
      action: "ip-range.changed",
      target: { kind: "ip-range", id, name: row.name },
      detail: { before, category: row.category, subnets: subnets.length },
    });
  });
}
