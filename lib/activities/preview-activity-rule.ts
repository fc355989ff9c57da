import { withTenant } from "../db/transaction";
import { authorize, type Caller, visibilityOf } from "../domain/access";
import { type ActivityRule, conditionsOf } from "../domain/policy-rule";
import { type ActivityPreview, findPreview } from "./policy-match-store";

const previewMilliseconds = 30 * 24 * 60 * 60 * 1000;

/**
 * What an activity rule would have found in the last 30 days.
 * @throws Failure `forbidden` without `policy:create` or `activity:read`
 */
export function previewActivityRule(caller: Caller, rule: ActivityRule, now = new Date()): Promise<ActivityPreview> {
  authorize(caller.principal, "policy:create");
  const visibility = visibilityOf(caller.principal, "activity");
  const since = new Date(now.getTime() - previewMilliseconds);
  const repetition = rule.repetition ?? { activities: 1, minutes: 1 };
  const question = { conditions: conditionsOf(rule), repetition, since };
  return withTenant(visibility.tenantId, (tx) => findPreview(tx, visibility, question));
}
