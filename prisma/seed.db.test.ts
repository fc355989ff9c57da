import { verify } from "@node-rs/argon2";
import { Pool } from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { createClient } from "@/lib/db/create-client";
import { withTenant } from "@/lib/db/transaction";
import { statusOf } from "@/lib/domain/api-token";
import { uploadSummary } from "@/lib/domain/discovery-upload";
import { demoTenants } from "./demo-people";
import { seedDemoTenants } from "./seed";

const databaseUrl = process.env.DATABASE_URL ?? "";
const authUrl = process.env.DATABASE_AUTH_URL ?? "";
const pepper = process.env.PORTAL_TOKEN_PEPPER ?? "";
const client = createClient(databaseUrl);
const authPool = new Pool({ connectionString: authUrl, max: 1 });

function seed(password: string): Promise<"seeded" | "already-seeded"> {
  return seedDemoTenants({ databaseUrl, authUrl, pepper, password, log: () => undefined });
}

async function opens(email: string, password: string): Promise<boolean> {
  const { rows } = await authPool.query("select password_hash from auth.find_sign_in($1, null)", [email]);
  return rows.length === 1 && verify(rows[0].password_hash, password);
}

beforeAll(async () => {
  await seed("the first password");
}, 120_000);

describe("the demo seed", () => {
  test("adds nothing when the tenants are there", async () => {
    const count = () => withTenant(demoTenants[0]?.id ?? "", (tx) => tx.auditEvent.count(), client);
    const before = await count();
    expect(await seed("the first password")).toBe("already-seeded");
    expect(await count()).toBe(before);
  });

  test("gives every demo account the password of the latest start, and takes the former away", async () => {
    await seed("the second password");
    for (const account of ["admin", "secadmin", "operator", "compliance", "reader", "reader2", "discovery"]) {
      expect(await opens(`${account}@contoso.example`, "the second password")).toBe(true);
      expect(await opens(`${account}@fabrikam.example`, "the second password")).toBe(true);
    }
    expect(await opens("admin@contoso.example", "the first password")).toBe(false);
  });

  test.each(demoTenants.map(({ id, name }) => ({ id, name })))(
    "gives $name three months of discovered traffic that its reports' files account for",
    async ({ id }) => {
      const { streams, traffic, apps, days } = await withTenant(
        id,
        async (tx) => ({
          streams: await tx.discoveryStream.findMany({ include: { uploads: true } }),
          traffic: await tx.discoveryTraffic.groupBy({ by: ["streamId"], _sum: { transactions: true } }),
          apps: (await tx.discoveryTraffic.groupBy({ by: ["appId"] })).length,
          days: (await tx.discoveryTraffic.groupBy({ by: ["day"] })).length,
        }),
        client,
      );
      expect(streams.map(({ kind }) => kind).toSorted()).toEqual(["input", "input", "snapshot"]);
      expect(apps).toBeGreaterThan(200);
      expect(days).toBe(90);
      for (const { id: streamId, uploads } of streams) {
        const parsed = uploads.map(({ summary }) => uploadSummary.parse(summary).parsed);
        const total = traffic.find((sums) => sums.streamId === streamId)?._sum.transactions;
        expect(parsed.reduce((sum, lines) => sum + lines, 0)).toBe(Number(total));
      }
    },
  );

  test.each(demoTenants.map(({ id, name }) => ({ id, name })))("shows $name tokens in every status", async ({ id }) => {
    const tokens = await withTenant(
      id,
      (tx) =>
        tx.apiToken.findMany({ select: { createdAt: true, revokedAt: true, use: { select: { lastUsedAt: true } } } }),
      client,
    );
    const now = new Date();
    const statuses = tokens.map(({ revokedAt, use }) =>
      statusOf({ revokedAt, lastUsedAt: use?.lastUsedAt ?? null }, now),
    );
    expect(tokens.length).toBeGreaterThanOrEqual(30);
    expect(new Set(statuses)).toEqual(new Set(["generated", "active", "inactive", "revoked"]));
    expect(tokens.every(({ createdAt, use }) => !use?.lastUsedAt || use.lastUsedAt > createdAt)).toBe(true);
  });

  test("holds a few thousand alerts and activities of the last 90 days, and tells who closed which alert", async () => {
    for (const { id } of demoTenants) {
      const counts = await withTenant(
        id,
        async (tx) => ({
          alerts: await tx.alert.count(),
          activities: await tx.activity.count(),
          closed: await tx.alert.count({ where: { resolvedAt: { not: null } } }),
          told: await tx.auditEvent.count({ where: { action: "alert.closed" } }),
        }),
        client,
      );
      expect(counts.alerts).toBeGreaterThan(2_000);
      expect(counts.activities).toBeGreaterThan(2_000);
      expect(counts.told).toBe(counts.closed);
    }
  });

  test("knows each file that an alert names, with an owner of the tenant", async () => {
    for (const { id, slug } of demoTenants) {
      const [named, files] = await withTenant(
        id,
        async (tx) => [
          await tx.$queryRaw<{ id: string }[]>`
            select distinct e ->> 'id' as id from alert, jsonb_array_elements(entities) e
            where tenant_id = ${id}::uuid and e ->> 'type' = 'file'`,
          await tx.cloudFile.findMany({ select: { fileId: true, ownerAddress: true } }),
        ],
        client,
      );
      const known = new Set(files.map(({ fileId }) => fileId));
      expect(named.length).toBeGreaterThan(10);
      expect(named.filter((file) => !known.has(file.id))).toEqual([]);
      expect(files.every(({ ownerAddress }) => ownerAddress?.endsWith(`@${slug}.example`))).toBe(true);
    }
  });

  test("tells of each token in the audit log", async () => {
    for (const { id } of demoTenants) {
      const [tokens, generated] = await withTenant(
        id,
        async (tx) => [
          await tx.apiToken.findMany({ select: { publicId: true } }),
          await tx.auditEvent.findMany({ where: { action: "token.generated" }, select: { targetId: true } }),
        ],
        client,
      );
      expect(generated.map((event) => ("targetId" in event ? event.targetId : "")).toSorted()).toEqual(
        tokens.map((token) => ("publicId" in token ? token.publicId : "")).toSorted(),
      );
    }
  });
});
