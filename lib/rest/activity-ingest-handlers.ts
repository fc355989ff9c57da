import { ingestActivities } from "../activities/ingest-activities";
import type { activityIngestEndpoints } from "../api-contract/activity-ingest";
import type { HandlersOf } from "./handler";
import { RefusedWith } from "./problem";

export const activityIngestHandlers: HandlersOf<keyof typeof activityIngestEndpoints> = {
  ingestActivities: async ({ caller, input, now }) => {
    const { activities } = input.fields;
    const result = await ingestActivities(caller, activities, now);
    if (result.refused.length === activities.length)
      throw new RefusedWith(400, { error: true, detail: "None of the activities could be read", ...result });
    return result;
  },
};
