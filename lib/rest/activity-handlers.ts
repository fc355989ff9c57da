import { findActivity } from "../activities/find-activity";
import { giveFeedback } from "../activities/give-feedback";
import { listActivities } from "../activities/list-activities";
import type { activityEndpoints } from "../api-contract/activities";
import { limitMaximum } from "../domain/list-query";
import { nextScanFilters } from "../domain/scan";
import { toActivityRecord } from "./activity-wire";
import type { HandlersOf } from "./handler";
import { toListAnswer } from "./list-answer";
import { parameterOf } from "./parameter";

export const activityHandlers: HandlersOf<keyof typeof activityEndpoints> = {
  listActivities: async ({ caller, input, now }) => {
    const { query, given } = input;
    const result = await listActivities(caller, query);
    const answer = toListAnswer(query, result, toActivityRecord);
    const { scanAfter: after, scannedTo: lastAt } = result;
    if (after === null || lastAt === null) return answer;
    const { direction } = query;
    return {
      ...answer,
      nextQueryFilters: nextScanFilters({ filters: given.filters, direction, lastAt, after, now }),
    };
  },
  findActivity: async ({ caller, parameters }) =>
    toActivityRecord(await findActivity(caller, parameterOf(parameters, "id", "activity"))),
  giveFeedback: async ({ caller, parameters, input }) => {
    const { feedback, feedbackValue, feedbackText: text, allowContact, contactEmail } = input.fields;
    const id = parameterOf(parameters, "id", "activity");
    const value = feedback ?? feedbackValue ?? "";
    const activity = await giveFeedback(caller, id, { value, text, allowContact, contactEmail });
    return { data: [toActivityRecord(activity)], hasNext: false, max: limitMaximum, total: 1, moreThanTotal: false };
  },
};
