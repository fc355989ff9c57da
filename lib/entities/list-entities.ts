import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import type { Entity } from "../domain/entity";
import type { EntityFilter, EntitySort } from "../domain/entity-list";
import { pageOf } from "../domain/list-page";
import type { ListQuery, ListResult } from "../domain/list-query";
import { countEntities, type EntityScope, findEntities } from "./entity-store";

/**
 * One page of the tenant's users and accounts, or of the accounts alone.
 * @throws Failure `forbidden` without `entity:read`
 */
export function listEntities(
  caller: Caller,
  scope: EntityScope,
  query: ListQuery<EntityFilter, EntitySort>,
): Promise<ListResult<Entity>> {
  const visibility = visibilityOf(caller.principal, "entity");
  return withTenant(visibility.tenantId, async (tx) => {
    const found = await findEntities(tx, visibility, scope, query);
    const page = await pageOf(found, query, (cap) => countEntities(tx, visibility, scope, query.conditions, cap));
    return { ...page, scanAfter: null };
  });
}
