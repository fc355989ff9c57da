import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { type Caller, ingestibleActivities } from "../domain/access";
import { entitiesOf } from "../domain/entity";
import { type RefusedRecord, readIngested } from "../domain/ingested";
import { ingestedActivity } from "../domain/ingested-activity";
import { activityRow, canonicalAddress } from "./activity-row";
import { applyActivityPolicies } from "./apply-activity-policies";
import { type ActivityRow, findDeclaredAddresses, insertActivities, saveEntities } from "./ingest-store";

export type IngestResult = {
  /** How many were stored. */
  accepted: number;
  /** How many came with an id that was there before, in the tenant or earlier in the request: those changed nothing. */
  duplicates: number;
  refused: RefusedRecord[];
};

/**
 * Takes in activities that a sender observed. Those that cannot be read are refused one by one, the rest is stored, all
 * or none, together with the alerts that the tenant's policies raise on it. An id that is there already changes nothing,
 * so that a sender may repeat a request whose answer it lost.
 * @throws Failure `forbidden` without `activity:ingest`
 */
export async function ingestActivities(
  caller: Caller,
  given: readonly unknown[],
  now = new Date(),
): Promise<IngestResult> {
  const visibility = ingestibleActivities(caller.principal);
  const { records: activities, refused } = readIngested(ingestedActivity, "activity", given);
  const [first] = activities;
  if (first === undefined) return { accepted: 0, duplicates: 0, refused };
  const addresses = new Set(activities.map(canonicalAddress).filter((ip) => ip !== null));
  return withTenant(visibility.tenantId, async (tx) => {
    const declared = await findDeclaredAddresses(tx, visibility, [...addresses]);
    const rows = activities.map((activity) => activityRow(activity, declared, now));
    const stored = await insertActivities(tx, visibility, rows);
    const accepted = stored.size;
    const fresh = firstOfEach(rows, stored);
    const sightings = entitiesOf(fresh);
    if (sightings.length > 0) await saveEntities(tx, visibility, sightings);
    if (fresh.length > 0) await applyActivityPolicies(tx, visibility, fresh, now);
    const duplicates = rows.length - accepted;
    if (accepted > 0)
      await recordEvent(tx, caller, {
        action: "activity.ingested",
        target: { kind: "activity", id: first.id, name: first.appName },
        detail: { accepted, duplicates, refused: refused.length },
      });
    return { accepted, duplicates, refused };
  });
}

/** The rows that were stored: of two with one id it was the first. */
function firstOfEach(rows: readonly ActivityRow[], stored: ReadonlySet<string>): ActivityRow[] {
  const awaited = new Set(stored);
  return rows.filter(({ id }) => awaited.delete(id));
}
