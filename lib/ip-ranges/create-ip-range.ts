import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { type Caller, changeableIpRanges } from "../domain/access";
import type { IpRangeInput } from "../domain/ip-range";
import { checkIpRange } from "./check-ip-range";
import { insertIpRange } from "./ip-range-store";
import { readSubnets } from "./read-subnets";

/**
 * Makes a range.
 * @returns its id
 * @throws Failure `forbidden` without `ip-range:write`; `invalid` when a block cannot be read or meets another, the name
 * is taken, or a tag's id is unknown
 */
export function createIpRange(caller: Caller, input: IpRangeInput, now = new Date()): Promise<string> {
  const visibility = changeableIpRanges(caller.principal);
  const subnets = readSubnets(input.subnets);
  return withTenant(visibility.tenantId, async (tx) => {
    const row = await checkIpRange(tx, visibility, input, subnets, { except: null, now });
    const id = await insertIpRange(tx, visibility, row, subnets);
    await recordEvent(tx, caller, {
      action: "ip-range.created",
      target: { kind: "ip-range", id, name: row.name },
      detail: { category: row.category, subnets: subnets.length },
    });
    return id;
  });
}
