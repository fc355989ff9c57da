import { openCursor, sealCursor } from "../db/cursor";
import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import type { ListMembersInput, Member } from "../domain/member";
import type { Page } from "../domain/page";
import { listMembers } from "./member-store";

const pageSize = 50;

/**
 * The people of the caller's tenant in the order of their names, a page at a time; for everybody who may see the directory.
 * @throws Failure `forbidden` without `member:read`.
 */
export async function listMembersPage(caller: Caller, input: ListMembersInput): Promise<Page<Member>> {
  const visibility = visibilityOf(caller.principal, "member");
  const binding = ["members", visibility.tenantId, input.search];
  const isBackwards = input.before !== undefined;
  const cursor = input.before ?? input.after;
  const point = cursor === undefined ? null : openCursor(cursor, binding);
  const beyond = point?.value == null ? null : { name: point.value, id: point.id };
  const direction = isBackwards ? "desc" : "asc";
  const found = await withTenant(visibility.tenantId, (tx) =>
    listMembers(visibility, tx, {
      search: input.search,
      beyond,
      direction,
      take: pageSize + 1,
    }),
  );
  const hasMore = found.length > pageSize;
  const shown = found.slice(0, pageSize);
  const rows = isBackwards ? shown.reverse() : shown;
  const seal = (member: Member | undefined) =>
    member === undefined ? null : sealCursor({ value: member.name, id: member.id }, binding);
  return {
    rows,
    next: isBackwards || hasMore ? seal(rows.at(-1)) : null,
    previous: (isBackwards ? hasMore : beyond !== null) ? seal(rows[0]) : null,
  };
}
