import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { type Caller, visibilityOf } from "../domain/access";
import type { Activity, ActivityFeedback } from "../domain/activity";
import { notFound } from "../domain/failure";
import { markActivityFeedback } from "./activity-store";

/**
 * Keeps what the caller says about an activity. Whoever may read activities may say it; the last word stands.
 * @throws Failure `forbidden` without `activity:read`; `not-found` for an activity that the caller cannot see
 */
export function giveFeedback(caller: Caller, id: string, feedback: ActivityFeedback): Promise<Activity> {
  const visibility = visibilityOf(caller.principal, "activity");
  return withTenant(visibility.tenantId, async (tx) => {
    const activity = await markActivityFeedback(tx, visibility, id, feedback);
    if (activity === null) throw notFound("activity");
    await recordEvent(tx, caller, {
      action: "activity.feedback-given",
      target: {
        kind: "activity",
        id,
        name: activity.description.slice(0, 256),
      },
      detail: { feedback: feedback.value },
    });
    return activity;
  });
}
