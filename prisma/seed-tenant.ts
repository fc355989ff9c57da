import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import { Prisma } from "@/lib/db/generated/client";
import type { Transaction } from "@/lib/db/transaction";
import { entitiesOf } from "@/lib/domain/entity";
import type { FileRow } from "@/lib/domain/file";
import type { Policy } from "@/lib/domain/policy";
import { hashSecret, mintSecret, type Pepper } from "@/lib/tokens/token-secret";
import type { DemoActivity } from "./demo-activities";
import type { DemoAlert } from "./demo-alerts";
import { type DemoAuditEvent, demoArrival } from "./demo-audit";
import type { DemoIpRange } from "./demo-ip-ranges";
import {
  type DemoAccount,
  type DemoTenant,
  demoAccounts,
  demoEmail,
  demoRoles,
  type PeopledTenant,
} from "./demo-people";
import type { DemoPolicyDay } from "./demo-policies";
import { type DemoToken, demoTokens } from "./demo-tokens";
import { insertRows } from "./insert-rows";

export type SeededToken = DemoToken & {
  id: string;
  publicId: string;
  secretHash: Uint8Array<ArrayBuffer>;
  keyId: string;
};

/** Gives each member of a demo tenant an id. */
export function peopled(tenant: DemoTenant): PeopledTenant {
  const memberIds: Record<DemoAccount, string> = {
    admin: randomUUID(),
    secadmin: randomUUID(),
    operator: randomUUID(),
    compliance: randomUUID(),
    reader: randomUUID(),
    reader2: randomUUID(),
    discovery: randomUUID(),
  };
  return { ...tenant, memberIds };
}

/** Gives each demo token a secret that nobody ever sees: only its hash outlives this function. */
export function minted(tenant: DemoTenant, pepper: Pepper, now: Date): SeededToken[] {
  return demoTokens(tenant, now).map((token) => {
    const { secret, publicId } = mintSecret("api");
    return { ...token, id: randomUUID(), publicId, secretHash: hashSecret(secret, pepper), keyId: pepper.keyId };
  });
}

/** Inserts the tenant and its members, all joined, all with the same password. */
export async function insertPeople(
  tx: Transaction,
  tenant: PeopledTenant,
  events: readonly DemoAuditEvent[],
  input: { passwordHash: string; now: Date },
): Promise<void> {
  const { id: tenantId, slug, name, memberIds } = tenant;
  const { passwordHash, now } = input;
  const { invitedAt: createdAt } = demoArrival("admin", now);
  await tx.tenant.createMany({ data: [{ id: tenantId, slug, name, isDemo: true, createdAt }] });
  await tx.member.createMany({
    data: demoAccounts.map((account) => ({
      tenantId,
      id: memberIds[account],
      email: demoEmail(account, slug),
      name: tenant.people[account],
      role: demoRoles[account],
      ...demoArrival(account, now),
      lastSignInAt: lastSignIn(events, memberIds[account]),
    })),
  });
  await tx.memberCredential.createMany({
    data: demoAccounts.map((account) => ({ tenantId, memberId: memberIds[account], passwordHash, changedAt: now })),
  });
}

/** Sets the password of a demo tenant's own accounts, and of nobody who was invited later. */
export async function updatePasswords(
  tx: Transaction,
  tenant: DemoTenant,
  input: { passwordHash: string; now: Date },
): Promise<void> {
  const members = await tx.member.findMany({
    where: { tenantId: tenant.id, email: { in: demoAccounts.map((account) => demoEmail(account, tenant.slug)) } },
    select: { id: true },
  });
  await tx.memberCredential.updateMany({
    where: { tenantId: tenant.id, memberId: { in: members.map(({ id }) => id) } },
    data: { passwordHash: input.passwordHash, changedAt: input.now },
  });
}

/** Inserts tokens with their hashes and last uses. */
export async function insertTokens(
  tx: Transaction,
  tenant: PeopledTenant,
  tokens: readonly SeededToken[],
): Promise<void> {
  const { id: tenantId, memberIds, people } = tenant;
  await tx.apiToken.createMany({
    data: tokens.map(({ id, publicId, owner, name, createdAt, revoked }) => ({
      tenantId,
      id,
      publicId,
      memberId: memberIds[owner],
      name,
      createdAt,
      revokedAt: revoked?.at ?? null,
      revokedById: revoked ? memberIds[revoked.by] : null,
      revokedByName: revoked ? people[revoked.by] : null,
    })),
  });
  await tx.apiTokenSecret.createMany({
    data: tokens.map(({ id, secretHash, keyId, createdAt }) => ({
      tenantId,
      tokenId: id,
      secretHash,
      keyId,
      createdAt,
    })),
  });
  await tx.tokenUse.createMany({
    data: tokens.map(({ id, lastUse, recentAddresses }) => ({
      tenantId,
      tokenId: id,
      lastUsedAt: lastUse?.at ?? null,
      lastIp: lastUse?.ip ?? null,
      lastUserAgent: lastUse?.userAgent ?? null,
      lastMethod: lastUse?.method ?? null,
      lastRoute: lastUse?.route ?? null,
      recentIps: recentAddresses.map(({ ip }) => ip),
      recentAts: recentAddresses.map(({ at }) => at),
    })),
  });
}

/** Inserts what the tenant's apps reported. */
export async function insertReports(
  tx: Transaction,
  tenantId: string,
  reports: { alerts: readonly DemoAlert[]; activities: readonly DemoActivity[]; files: readonly FileRow[] },
): Promise<void> {
  const alerts = reports.alerts.map((alert) => ({ tenantId, ...alert }));
  const activities = reports.activities.map((activity) => ({ tenantId, ...activity }));
  await insertRows(tx, "alert", alerts);
  await insertRows(tx, "activity", activities);
  const entities = entitiesOf(reports.activities).map((entity) => ({ tenantId, ...entity, isExternal: false }));
  await insertRows(tx, "entity", entities);
  const files = reports.files.map((file) => ({ tenantId, ...file }));
  await insertRows(tx, "cloud_file", files);
}

/** Inserts what the tenant watches for, with what became of it. */
export async function insertPolicies(
  tx: Transaction,
  tenantId: string,
  { policies, days }: { policies: readonly Policy[]; days: readonly DemoPolicyDay[] },
): Promise<void> {
  await tx.policy.createMany({
    data: policies.map(({ rule, ...policy }) => ({ tenantId, ...policy, rule: rule ?? Prisma.DbNull })),
  });
  await tx.policyDay.createMany({ data: days.map((day) => ({ tenantId, ...day })) });
}

/** Inserts the IP ranges of which the tenant says what they are, with their tags. */
export async function insertIpRanges(tx: Transaction, tenantId: string, ranges: readonly DemoIpRange[]): Promise<void> {
  const tags = new Map(ranges.flatMap((range) => range.tags.map((tag) => [tag.id, tag])));
  await tx.ipTag.createMany({ data: [...tags.values()].map((tag) => ({ tenantId, ...tag })) });
  await tx.ipRange.createMany({
    data: ranges.map(({ tags: worn, subnets: _blocks, ...range }) => ({
      tenantId,
      ...range,
      tagIds: worn.map(({ id }) => id),
    })),
  });
  await tx.ipRangeSubnet.createMany({
    data: ranges.flatMap(({ id: rangeId, subnets }) =>
      subnets.map(({ network, originalString }, index) => ({
        tenantId,
        rangeId,
        position: index + 1,
        network,
        originalString,
      })),
    ),
  });
}

/** Appends the history to the audit log. */
export async function insertHistory(
  tx: Transaction,
  tenantId: string,
  events: readonly DemoAuditEvent[],
): Promise<void> {
  const rows = events.map(({ at, action, actor, target, ip, userAgent, requestId, detail }) => ({
    tenantId,
    id: randomUUID(),
    at,
    action,
    actorKind: actor.kind,
    actorId: actor.id,
    actorName: actor.name,
    actorRole: actor.role,
    targetKind: target.kind,
    targetId: target.id,
    targetName: target.name,
    ip,
    userAgent,
    requestId,
    detail,
  }));
  await insertRows(tx, "audit_event", rows);
}

/** Counts the tokens' calls through the function that the guard itself writes with. */
export async function countCalls(authPool: Pool, tenantId: string, tokens: readonly SeededToken[]): Promise<void> {
  const calls = tokens.flatMap(({ id, calls }) => calls.map((call) => ({ tokenId: id, ...call })));
  await authPool.query("select auth.record_calls($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)", [
    randomUUID(),
    calls.map(() => tenantId),
    calls.map(({ tokenId }) => tokenId),
    calls.map(({ hour }) => hour),
    calls.map(({ method }) => method),
    calls.map(({ route }) => route),
    calls.map(({ outcome }) => outcome),
    calls.map(({ client }) => client),
    calls.map(({ network }) => network),
    calls.map(({ calls: count }) => count),
    calls.map(({ lastAt }) => lastAt),
  ]);
}

function lastSignIn(events: readonly DemoAuditEvent[], memberId: string): Date | null {
  const latest = events.findLast(({ action, actor }) => action === "member.signed-in" && actor.id === memberId);
  return latest?.at ?? null;
}
