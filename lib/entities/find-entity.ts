import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import { decodeEntityKey, type Entity, type EntityKey } from "../domain/entity";
import { notFound } from "../domain/failure";
import { findEntityByKey, findFamily } from "./entity-store";

/** A user and all its accounts are no more than this. */
const familyMaximum = 1_000;

/**
 * One user or account by its key in text.
 * @throws Failure `forbidden` without `entity:read`; `not-found` alike for a text that is no key, a missing entity and
 * another tenant's
 */
export async function findEntity(caller: Caller, text: string): Promise<Entity> {
  const visibility = visibilityOf(caller.principal, "entity");
  const key = keyOf(text);
  const entity = await withTenant(visibility.tenantId, (tx) => findEntityByKey(tx, visibility, key));
  if (entity === null) throw notFound("entity");
  return entity;
}

/** A user with its accounts; or an account's user with the other accounts. */
export type EntityTree = { parent: Entity | null; relatives: Entity[] };

/**
 * What stands around an entity: a user's accounts, or an account's user and siblings.
 * @throws Failure as `findEntity` does
 */
export async function findEntityTree(caller: Caller, text: string): Promise<EntityTree> {
  const visibility = visibilityOf(caller.principal, "entity");
  const key = keyOf(text);
  const family = await withTenant(visibility.tenantId, (tx) => findFamily(tx, visibility, key.id, familyMaximum));
  const isAsked = (one: Entity) => one.saas === key.saas && one.inst === key.inst;
  if (!family.some(isAsked)) throw notFound("entity");
  const relatives = family.filter((one) => !isAsked(one));
  const parent = relatives.find((one) => one.saas === 0) ?? null;
  return { parent, relatives: relatives.filter((one) => one !== parent) };
}

function keyOf(text: string): EntityKey {
  const key = decodeEntityKey(text);
  if (key === null) throw notFound("entity");
  return key;
}
