import { beforeEach, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import { createDataSource } from "../discovery/create-data-source";
import { collectorAlertHours, logCollectorSettings } from "../domain/log-collector";
import { addLogCollector } from "./add-log-collector";
import { setLogCollectorEnabled } from "./change-log-collector";
import { alertSilentCollectors } from "./watch-silent-collectors";

const client = appClient();
const hour = 3_600_000;
const now = new Date();
const ago = (hours: number) => new Date(now.getTime() - hours * hour);
let ada: TestMember;
let collector: { id: string };

beforeEach(async () => {
  ada = await makeMember(client, await makeTenant(client), { role: "global-administrator" });
  const settings = { logType: 146, receiver: "syslog-udp", anonymizesUsers: false, comment: "" } as const;
  const source = await createDataSource(callerOf(ada), { name: "proxy", ...settings, customParser: null }, now);
  const sources = [{ id: source.id, port: null }];
  const wanted = logCollectorSettings.parse({ name: "taipei", host: "192.0.2.7", sources });
  collector = await addLogCollector(callerOf(ada), wanted);
});

/** What the collector has last brought, while it calls all the time. */
function lastBrought(at: Date | null, lastSeenAt: Date | null = now): Promise<unknown> {
  const { id: tenantId } = ada.tenant;
  const where = { tenantId, collectorId: collector.id };
  return withTenant(tenantId, async (tx) => {
    await tx.logCollectorState.updateMany({ where, data: { lastSeenAt } });
    await tx.logCollectorSource.updateMany({ where, data: { lastReceivedAt: at } });
  });
}

function raised() {
  const select = { title: true, description: true, isSystem: true, isDiscovery: true, severity: true };
  return withTenant(ada.tenant.id, (tx) => tx.alert.findMany({ where: { tenantId: ada.tenant.id }, select }));
}

test("two days without data raise one alert of Cloud Discovery, however many processes look and however often", async () => {
  await lastBrought(ago(collectorAlertHours + 1));
  await Promise.all([alertSilentCollectors(now), alertSilentCollectors(now)]);
  await alertSilentCollectors(now);
  const description = expect.stringContaining(ago(collectorAlertHours + 1).toISOString());
  const alert = { title: "Log collector taipei brings no data", description, severity: 1 };
  expect(await raised()).toEqual([{ ...alert, isSystem: true, isDiscovery: true }]);
});

test("a silence after data came again raises an alert of its own", async () => {
  await lastBrought(ago(100));
  await alertSilentCollectors(now);
  await lastBrought(ago(50));
  await alertSilentCollectors(now);
  expect(await raised()).toHaveLength(2);
});

test("less than two days, a collector that was never started and one that is disabled raise none", async () => {
  await lastBrought(ago(collectorAlertHours - 1));
  await alertSilentCollectors(now);
  await lastBrought(null, null);
  await alertSilentCollectors(new Date(now.getTime() + 100 * hour));
  await lastBrought(ago(100));
  await setLogCollectorEnabled(callerOf(ada), { id: collector.id, isEnabled: false });
  await alertSilentCollectors(now);
  expect(await raised()).toEqual([]);
});

test("a collector that runs and has never brought anything is silent since it was added", async () => {
  const later = new Date(now.getTime() + (collectorAlertHours + 1) * hour);
  await lastBrought(null, later);
  await alertSilentCollectors(later);
  expect(await raised()).toHaveLength(1);
});
