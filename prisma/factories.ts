import { randomUUID } from "node:crypto";
import { hash } from "@node-rs/argon2";
import { createClient } from "@/lib/db/create-client";
import type { PrismaClient } from "@/lib/db/generated/client";
import { withTenant } from "@/lib/db/transaction";
import type { Caller, MemberPrincipal } from "@/lib/domain/access";
import type { Role } from "@/lib/domain/role-table";
import type { Tenant } from "@/lib/domain/tenant";
import type { TokenKind } from "@/lib/domain/token-kind";
import { hashSecret, mintSecret, parsePeppers } from "@/lib/tokens/token-secret";

/*
 * Rows for tests, in the real database through the portal's own role, so that no test stands on rows that the portal
 * could not have written. Names are unique by themselves: tests share a database.
 */

/** A person of a test, with the caller that use-cases take. */
export type TestMember = { id: string; email: string; name: string; role: Role; tenant: Tenant };

/** Cheap on purpose: tests prove who gets in, not how long a guess takes. */
const quickHash = { memoryCost: 1_024, timeCost: 1, parallelism: 1 };

/** The portal's own role on a database that this process has no settings for: how journeys reach theirs. */
export function connectTo(appUrl: string): PrismaClient {
  return createClient(appUrl);
}

/** A tenant of its own for one test. */
export async function makeTenant(
  client: PrismaClient,
  input: { slug?: string; name?: string; isDemo?: boolean } = {},
): Promise<Tenant> {
  const id = randomUUID();
  const slug = input.slug ?? `test-${id.slice(0, 8)}`;
  const tenant = { id, slug, name: input.name ?? slug, isDemo: input.isDemo ?? false };
  await withTenant(id, (tx) => tx.tenant.createMany({ data: [tenant] }), client);
  return tenant;
}

/** As an operator does it, in the database. */
export async function suspendTenant(client: PrismaClient, { id }: Tenant): Promise<void> {
  const suspension = { suspendedAt: new Date() };
  await withTenant(id, (tx) => tx.tenant.updateMany({ where: { id }, data: suspension }), client);
}

/** A member who has joined, unless `joinedAt` is null. Signs in only when a password is given. */
export async function makeMember(
  client: PrismaClient,
  tenant: Tenant,
  input: {
    role: Role;
    name?: string;
    email?: string;
    password?: string;
    joinedAt?: Date | null;
    deactivatedAt?: Date | null;
  },
): Promise<TestMember> {
  const { role, password, joinedAt = new Date(), deactivatedAt = null } = input;
  const id = randomUUID();
  const name = input.name ?? `Member ${id.slice(0, 8)}`;
  const email = input.email ?? `${id.slice(0, 8)}@${tenant.slug}.example`;
  const passwordHash = password === undefined ? null : await hash(password.normalize("NFKC"), quickHash);
  await withTenant(
    tenant.id,
    async (tx) => {
      await tx.member.createMany({ data: [{ tenantId: tenant.id, id, email, name, role, joinedAt, deactivatedAt }] });
      if (passwordHash !== null)
        await tx.memberCredential.createMany({ data: [{ tenantId: tenant.id, memberId: id, passwordHash }] });
    },
    client,
  );
  return { id, email, name, role, tenant };
}

/** The member as use-cases see them when they are signed in. The session is not in the database. */
export function callerOf(member: TestMember): Caller<MemberPrincipal> {
  const principal: MemberPrincipal = {
    kind: "member",
    tenantId: member.tenant.id,
    tenantSlug: member.tenant.slug,
    memberId: member.id,
    memberName: member.name,
    memberEmail: member.email,
    role: member.role,
    sessionId: randomUUID(),
    provenAt: new Date(),
  };
  return { principal, ip: "192.0.2.10", userAgent: "test", requestId: randomUUID() };
}

/**
 * A token with the secret that opens the API.
 * @param input.pepper as PORTAL_TOKEN_PEPPER of the portal that shall know the secret
 */
export async function makeToken(
  client: PrismaClient,
  owner: TestMember,
  input: {
    pepper: string;
    kind?: TokenKind;
    name?: string;
    createdAt?: Date;
    lastUsedAt?: Date | null;
    revokedAt?: Date | null;
  },
): Promise<{ id: string; publicId: string; name: string; secret: string }> {
  const { kind = "api", createdAt = new Date(), lastUsedAt = null, revokedAt = null } = input;
  const tenantId = owner.tenant.id;
  const id = randomUUID();
  const { secret, publicId } = mintSecret(kind);
  const name = input.name ?? `Token ${publicId}`;
  const [pepper] = parsePeppers(input.pepper);
  const revocation = revokedAt === null ? {} : { revokedAt, revokedById: owner.id, revokedByName: owner.name };
  const use = lastUsedAt === null ? {} : { lastUsedAt, ...testCall };
  await withTenant(
    tenantId,
    async (tx) => {
      await tx.apiToken.createMany({
        data: [{ tenantId, id, publicId, kind, memberId: owner.id, name, createdAt, ...revocation }],
      });
      await tx.apiTokenSecret.createMany({
        data: [{ tenantId, tokenId: id, secretHash: hashSecret(secret, pepper), keyId: pepper.keyId, createdAt }],
      });
      await tx.tokenUse.createMany({ data: [{ tenantId, tokenId: id, ...use }] });
    },
    client,
  );
  return { id, publicId, name, secret };
}

const testCall = {
  lastIp: "192.0.2.20",
  lastUserAgent: "test client",
  lastMethod: "GET",
  lastRoute: "/api/v1/alerts/",
};
