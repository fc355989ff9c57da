import { randomBytes, randomUUID } from "node:crypto";
import type { Transaction } from "../db/transaction";
import { discoveryStory } from "../domain/alert";
import type { SystemAlert } from "./raise-system-alerts";

const medium = { severity: 1, threatScore: 50, risk: 6 };

export async function insertSystemAlerts(
  tx: Transaction,
  tenantId: string,
  alerts: readonly SystemAlert[],
  now: Date,
): Promise<void> {
  const seconds = Math.floor(now.getTime() / 1000);
  await tx.alert.createMany({
    data: alerts.map(({ title, description, stories }) => ({
      ...{ tenantId, title, description, raisedAt: now, ...medium, typeNumber: 0, contextId: randomUUID() },
      // The form of the product's own ids: when, then what nobody can guess.
      id: seconds.toString(16).padStart(8, "0") + randomBytes(8).toString("hex"),
      stories: [...stories],
      isDiscovery: stories.includes(discoveryStory),
      isSystem: true,
      ...{ intents: [], evidence: [], entities: [], entityKeys: [], activityIds: [] },
    })),
  });
}
