import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { authorize, type Caller, visibilityOf } from "../domain/access";
import type { SetAppScoreInput } from "../domain/app-score";
import { customAppIdStart } from "../domain/custom-app";
import { Failure, notFound } from "../domain/failure";
import { deleteAppScore, saveAppScore } from "./app-score-store";
import { tenantCatalogue } from "./tenant-catalogue";

/**
 * Sets the risk score of an app of the catalogue for the caller's tenant, in place of the one that the checked facts give:
 * in reports, policies and the API. The facts stay beside it.
 * @throws Failure `forbidden` without `app:sanction`; `not-found` for an app that the catalogue does not have; `invalid` for
 * an app of the tenant's own, whose score is one of its settings
 */
export async function setAppScore(caller: Caller, input: SetAppScoreInput, now: Date): Promise<void> {
  authorize(caller.principal, "app:sanction");
  const visibility = visibilityOf(caller.principal, "discovery");
  const { appId, score, note } = input;
  if (appId >= customAppIdStart) throw new Failure("invalid", "The score of an app of your own is one of its settings");
  await withTenant(visibility.tenantId, async (tx) => {
    const catalogue = await tenantCatalogue(tx, visibility);
    const app = catalogue.appOf(appId);
    if (app === undefined) throw notFound("app");
    const before = catalogue.scoreOf(appId);
    await saveAppScore(tx, visibility, { appId, score, note, setAt: now, setByName: caller.principal.memberName });
    const detail = { score, reason: note, ...(before !== null && { replaced: String(before) }) };
    await recordEvent(tx, caller, { action: "app.score-set", target: targetOf(app), detail });
  });
}

/**
 * Lets the checked facts give an app's score again. One that was not set stays as it is.
 * @throws Failure as above
 */
export async function clearAppScore(caller: Caller, { appId }: { appId: number }): Promise<void> {
  authorize(caller.principal, "app:sanction");
  const visibility = visibilityOf(caller.principal, "discovery");
  await withTenant(visibility.tenantId, async (tx) => {
    const app = (await tenantCatalogue(tx, visibility)).appOf(appId);
    if (app === undefined) throw notFound("app");
    if (!(await deleteAppScore(tx, visibility, appId))) return;
    await recordEvent(tx, caller, { action: "app.score-cleared", target: targetOf(app) });
  });
}

function targetOf({ id, name }: { id: number; name: string }) {
  return { kind: "app", id: String(id), name } as const;
}
