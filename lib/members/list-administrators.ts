import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import { pageOf } from "../domain/list-page";
import type { ListQuery, ListResult } from "../domain/list-query";
import type { Member } from "../domain/member";
import { countMembers, findMembersByEmail } from "./member-store";

/**
 * One page of the people who may use the portal, invited ones too, in the order of their e-mail addresses.
 * @throws Failure `forbidden` without `member:read`
 */
export function listAdministrators(caller: Caller, query: ListQuery): Promise<ListResult<Member>> {
  const visibility = visibilityOf(caller.principal, "member");
  return withTenant(visibility.tenantId, async (tx) => {
    const { direction, skip, limit } = query;
    const found = await findMembersByEmail(visibility, tx, { direction, skip, take: limit + 1 });
    return { ...(await pageOf(found, query, () => countMembers(visibility, tx))), scanAfter: null };
  });
}
