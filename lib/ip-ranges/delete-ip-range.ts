import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { type Caller, changeableIpRanges } from "../domain/access";
import { notFound } from "../domain/failure";
import { deleteIpRangeRow, findIpRangeName, holdIpRanges } from "./ip-range-store";

/**
 * Deletes a range. Its tags stay for others.
 * @throws Failure `forbidden` without `ip-range:write`; `not-found` for a range that the tenant does not have
 */
export function deleteIpRange(caller: Caller, id: string): Promise<void> {
  const visibility = changeableIpRanges(caller.principal);
  return withTenant(visibility.tenantId, async (tx) => {
    await holdIpRanges(tx, visibility);
    const name = await findIpRangeName(tx, visibility, id);
    if (name === null) throw notFound("IP range");
    await deleteIpRangeRow(tx, visibility, id);
    await recordEvent(tx, caller, { action: "ip-range.deleted", target: { kind: "ip-range", id, name } });
  });
}
