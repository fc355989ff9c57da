import { randomBytes, randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { makePolicy } from "@/prisma/policy-factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import type { NewAppRule, UnusualUploadRule } from "../domain/policy-rule";
import { applyDiscoveryPoliciesJob } from "./apply-discovery-policies-job";
import { shippedCatalogue } from "./catalogue/shipped-catalogue";
import { previewDiscoveryRule } from "./preview-discovery-rule";

const client = appClient();
const anyApp: NewAppRule = {
  kind: "new-app",
  maximumScore: null,
  includesUnscored: true,
  categories: [],
  minimumMegabytes: null,
  minimumUsers: null,
  onlyUnsanctioned: false,
};
const fiveTimes: UnusualUploadRule = { kind: "unusual-upload", subject: "user", factor: 5, minimumMegabytes: 10 };
const catalogued = (await shippedCatalogue()).apps.slice(0, 4);
const appIds = catalogued.map(({ id }) => id);

let admin: TestMember;
let stranger: TestMember;

beforeEach(async () => {
  const [own, foreign] = await Promise.all([makeTenant(client), makeTenant(client)]);
  admin = await makeMember(client, own, { role: "discovery-global-administrator" });
  stranger = await makeMember(client, foreign, { role: "discovery-global-administrator" });
});

type Traffic = { day: string; app?: number; user?: string; megabytes?: number | null };

/** Traffic of a report of its own. */
async function traffic(
  rows: Traffic[],
  input: { kind?: "input" | "snapshot"; member?: TestMember } = {},
): Promise<void> {
  const { kind = "input", member = admin } = input;
  const tenantId = member.tenant.id;
  const streamId = randomBytes(12).toString("hex");
  await withTenant(
    tenantId,
    async (tx) => {
      const stream = { kind, name: streamId, anonymizesUsers: false, createdAt: new Date() };
      await tx.discoveryStream.createMany({ data: [{ tenantId, id: streamId, ...stream }] });
      await tx.discoveryTraffic.createMany({
        data: rows.map(({ day, app = appIds[0] ?? 0, user = "megan", megabytes = 1 }) => ({
          tenantId,
          streamId,
          day: new Date(`${day}T00:00:00Z`),
          appId: app,
          target: "",
          userName: user,
          sourceIp: "192.0.2.1",
          transactions: 1,
          blockedTransactions: 0,
          uploadedBytes: megabytes === null ? null : megabytes * 1_000_000,
          totalBytes: megabytes === null ? null : megabytes * 1_000_000,
          lastSeenAt: new Date(`${day}T12:00:00Z`),
        })),
      });
    },
    client,
  );
}

function apply(from: string, to = from, member = admin): Promise<void> {
  const [runnable] = applyDiscoveryPoliciesJob.runnables;
  if (runnable === undefined) throw new Error("the job has nothing to run");
  const { signal } = new AbortController();
  const context = { tenantId: member.tenant.id, jobId: randomUUID(), attempt: 1, signal, report: () => undefined };
  return runnable.run(context, { from, to }, "");
}

function alerts(member = admin) {
  return withTenant(member.tenant.id, (tx) => tx.alert.findMany({ orderBy: { matchKey: "asc" } }), client);
}

async function tag(app: number, name: string): Promise<void> {
  const { id: tenantId } = admin.tenant;
  const data = [{ tenantId, appId: app, tag: name, taggedAt: new Date(), taggedByName: "Alan" }];
  await withTenant(tenantId, (tx) => tx.discoveryAppTag.createMany({ data }), client);
}

describe("a policy on new apps", () => {
  test("raises one alert for each app that nobody sanctioned, of which everybody at Cloud Discovery knows", async () => {
    const [first = 0, second = 0, third = 0] = appIds;
    await tag(second, "sanctioned");
    await makePolicy(client, admin.tenant, { rule: anyApp, name: "New app", severity: 0 });
    await traffic([
      { day: "2026-11-20", app: first },
      { day: "2026-11-20", app: second },
      { day: "2026-11-20", app: 0 },
      { day: "2026-11-19", app: third },
    ]);
    await apply("2026-11-20");
    expect(await alerts()).toMatchObject([
      { title: "New app", severity: 0, isDiscovery: true, stories: [4], policyType: "NEW_SERVICE", activityIds: [] },
    ]);
    const [alert] = await alerts();
    expect(alert?.entityKeys).toContain(`service:${first}`);
    expect(alert?.description).toContain(catalogued[0]?.name);
    await apply("2026-11-19", "2026-11-20");
    await apply("2026-11-19", "2026-11-20");
    expect((await alerts()).map(({ matchKey }) => matchKey).sort()).toEqual([`app:${first}`, `app:${third}`].sort());
  });

  test("adds what all data sources say of a day, and leaves snapshots out", async () => {
    await makePolicy(client, admin.tenant, { rule: { ...anyApp, minimumUsers: 3, minimumMegabytes: 3 } });
    await traffic([
      { day: "2026-11-20", user: "megan" },
      { day: "2026-11-20", user: "adele" },
    ]);
    await traffic([{ day: "2026-11-20", user: "alex" }], { kind: "snapshot" });
    await apply("2026-11-20");
    expect(await alerts()).toEqual([]);
    await traffic([
      { day: "2026-11-20", user: "alex" },
      { day: "2026-11-20", user: "alex", app: appIds[1] ?? 0 },
    ]);
    await apply("2026-11-20");
    expect(await alerts()).toMatchObject([{ matchKey: `app:${appIds[0]}` }]);
  });

  test("raises what a day's limit held back when traffic comes on another day", async () => {
    const { id: policyId } = await makePolicy(client, admin.tenant, { rule: anyApp, dailyLimit: 3 });
    await traffic(appIds.map((app) => ({ day: "2026-11-20", app })));
    await apply("2026-11-20");
    expect(await alerts()).toHaveLength(3);
    const yesterday = new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000 - 86_400_000);
    await withTenant(
      admin.tenant.id,
      (tx) => tx.policyDay.updateMany({ where: { policyId }, data: { day: yesterday } }),
      client,
    );
    await apply("2026-11-20");
    expect(await alerts()).toHaveLength(4);
  });

  test("looks at its own tenant's traffic alone, and raises nothing while it is switched off", async () => {
    await makePolicy(client, admin.tenant, { rule: anyApp });
    await makePolicy(client, stranger.tenant, { rule: anyApp, isEnabled: false });
    await traffic([{ day: "2026-11-20" }]);
    await traffic([{ day: "2026-11-20" }, { day: "2026-11-20", app: appIds[1] ?? 0 }], { member: stranger });
    await apply("2026-11-20");
    await apply("2026-11-20", "2026-11-20", stranger);
    expect(await alerts()).toHaveLength(1);
    expect(await alerts(stranger)).toEqual([]);
  });
});

describe("a policy on unusual uploads", () => {
  const quiet = ["2026-11-14", "2026-11-16", "2026-11-17"].map((day) => ({ day, megabytes: 4 }));

  test("compares a day with the days with traffic before it, not with the quiet ones between", async () => {
    await makePolicy(client, admin.tenant, { rule: fiveTimes });
    await traffic([...quiet, { day: "2026-11-20", megabytes: 20 }]);
    await apply("2026-11-20");
    expect(await alerts()).toEqual([]);
    await traffic([{ day: "2026-11-20", megabytes: 1, app: appIds[1] ?? 0 }]);
    await apply("2026-11-20");
    await apply("2026-11-20");
    expect(await alerts()).toMatchObject([
      { matchKey: "user:2026-11-20:megan", policyType: "ANOMALY_DISCOVERY", isDiscovery: true },
    ]);
    expect((await alerts())[0]).toMatchObject({
      description: "megan uploaded 21 MB on 2026-11-20; on the days before it was 4 MB on average.",
    });
  });

  test("says nothing of who has no history, of small amounts, or of what the logs do not tell", async () => {
    await makePolicy(client, admin.tenant, { rule: fiveTimes });
    await traffic([
      ...quiet.slice(1).map((row) => ({ ...row, user: "new" })),
      { day: "2026-11-20", user: "new", megabytes: 500 },
      ...quiet.map((row) => ({ ...row, user: "small", megabytes: 1 })),
      { day: "2026-11-20", user: "small", megabytes: 9 },
      ...quiet.map((row) => ({ ...row, user: "untold", megabytes: null })),
      { day: "2026-11-20", user: "untold", megabytes: 500 },
      ...quiet.map((row) => ({ ...row, user: "" })),
      { day: "2026-11-20", user: "", megabytes: 500 },
    ]);
    await apply("2026-11-20");
    expect(await alerts()).toEqual([]);
  });

  test("speaks of apps where it is asked to, and of no user then", async () => {
    await makePolicy(client, admin.tenant, { rule: { ...fiveTimes, subject: "app" } });
    await traffic([...quiet, { day: "2026-11-20", megabytes: 30, user: "adele" }]);
    await apply("2026-11-20");
    expect(await alerts()).toMatchObject([{ matchKey: `app:2026-11-20:${appIds[0]}` }]);
    expect((await alerts())[0]?.entityKeys).toContain(`service:${appIds[0]}`);
  });
});

describe("a preview", () => {
  test("tells what a rule would have found in this tenant, to those who may make it", async () => {
    const now = new Date("2026-11-23T12:00:00Z");
    await traffic([{ day: "2026-11-20" }, { day: "2026-10-01", app: appIds[1] ?? 0 }]);
    expect(await previewDiscoveryRule(callerOf(admin), anyApp, now)).toEqual({
      found: 1,
      names: [catalogued[0]?.name],
    });
    expect(await previewDiscoveryRule(callerOf(stranger), anyApp, now)).toEqual({ found: 0, names: [] });
    expect(await previewDiscoveryRule(callerOf(admin), fiveTimes, now)).toEqual({ found: 0, names: [] });
    const reader = await makeMember(client, admin.tenant, { role: "security-reader" });
    await expect(previewDiscoveryRule(callerOf(reader), anyApp, now)).rejects.toThrow("Insufficient role");
  });
});
