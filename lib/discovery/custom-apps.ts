import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { type Caller, changeableDiscovery, readableDiscoverySettings } from "../domain/access";
import type { AuditDetail } from "../domain/audit-event";
import { anyCategory, type CustomApp, type CustomAppInput } from "../domain/custom-app";
import { notFound } from "../domain/failure";
import { shippedCatalogue } from "./catalogue/shipped-catalogue";
import { checkCustomApp } from "./check-custom-app";
import {
  findCustomApps,
  holdCustomApps,
  insertCustomApp,
  markCustomAppRemoved,
  saveCustomApp,
} from "./custom-app-store";

/**
 * The apps that the tenant has added to the catalogue, by name.
 * @throws Failure `forbidden` without `settings:read`
 */
export async function listCustomApps(caller: Caller): Promise<CustomApp[]> {
  const visibility = readableDiscoverySettings(caller.principal);
  const all = await withTenant(visibility.tenantId, (tx) => findCustomApps(tx, visibility));
  return all.flatMap(({ removedAt, ...app }) => (removedAt === null ? [app] : []));
}

/**
 * Adds an app for the caller's tenant. It wins over the catalogue in every log that is parsed from now on.
 * @returns its number
 * @throws Failure `forbidden` without `settings:write`, and what checkCustomApp refuses
 */
export async function createCustomApp(caller: Caller, input: CustomAppInput, now: Date): Promise<number> {
  const visibility = changeableDiscovery(caller.principal);
  const categories = await categoryIds();
  return withTenant(visibility.tenantId, async (tx) => {
    await holdCustomApps(tx, visibility);
    const others = (await findCustomApps(tx, visibility)).filter(({ removedAt }) => removedAt === null);
    const app = checkCustomApp(input, others, categories);
    const id = await insertCustomApp(tx, visibility, app, now);
    await recordEvent(tx, caller, { action: "custom-app.created", target: targetOf(id, app), detail: detailOf(app) });
    return id;
  });
}

/**
 * Changes an app of the tenant's own.
 * @throws Failure `forbidden` without `settings:write`; `not-found`; and what checkCustomApp refuses
 */
export async function changeCustomApp(
  caller: Caller,
  { id, app: input }: { id: number; app: CustomAppInput },
  now: Date,
): Promise<void> {
  const visibility = changeableDiscovery(caller.principal);
  const categories = await categoryIds();
  await withTenant(visibility.tenantId, async (tx) => {
    await holdCustomApps(tx, visibility);
    const inUse = (await findCustomApps(tx, visibility)).filter(({ removedAt }) => removedAt === null);
    if (!inUse.some((app) => app.id === id)) throw notFound("app");
    const others = inUse.filter((app) => app.id !== id);
    const app = checkCustomApp(input, others, categories);
    await saveCustomApp(tx, visibility, id, app, now);
    await recordEvent(tx, caller, { action: "custom-app.changed", target: targetOf(id, app), detail: detailOf(app) });
  });
}

/**
 * Takes an app of the tenant's own out of use, with its tags. Traffic that went to it stays in the reports under its name.
 * @throws Failure `forbidden` without `settings:write`; `not-found`
 */
export async function removeCustomApp(caller: Caller, { id }: { id: number }, now: Date): Promise<void> {
  const visibility = changeableDiscovery(caller.principal);
  await withTenant(visibility.tenantId, async (tx) => {
    await holdCustomApps(tx, visibility);
    const app = (await findCustomApps(tx, visibility)).find((one) => one.id === id && one.removedAt === null);
    if (app === undefined) throw notFound("app");
    await markCustomAppRemoved(tx, visibility, id, now);
    await recordEvent(tx, caller, { action: "custom-app.removed", target: targetOf(id, app) });
  });
}

/** The catalogue's categories, without the one that stands for all of them. */
async function categoryIds(): Promise<string[]> {
  const { categories } = await shippedCatalogue();
  return categories.map(({ id }) => id).filter((id) => id !== anyCategory);
}

function targetOf(id: number, { name }: { name: string }) {
  return { kind: "app", id: String(id), name } as const;
}

function detailOf({ category, domains, scoreOverride }: CustomAppInput): AuditDetail {
  return { category, domains: domains.join(" ").slice(0, 500), score: scoreOverride };
}
