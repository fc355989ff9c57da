import { randomUUID } from "node:crypto";
import { Prisma, type PrismaClient } from "@/lib/db/generated/client";
import { withTenant } from "@/lib/db/transaction";
import type { SyslogDestination } from "@/lib/domain/siem-feed";
import { makeToken, type TestMember } from "./factories";

/** A SIEM agent that sends everything as generic CEF, with the secret that its program needs. */
export async function makeSiemAgent(
  client: PrismaClient,
  owner: TestMember,
  input: { pepper: string; name?: string; destination: SyslogDestination; sends?: "both" | "activities" },
): Promise<{ id: string; tokenId: string; secret: string }> {
  const { pepper, destination, name = "siem", sends = "both" } = input;
  const tenantId = owner.tenant.id;
  const token = await makeToken(client, owner, { pepper, kind: "siem-agent", name });
  const id = randomUUID();
  const data = {
    ...{ tenantId, id, name, tokenId: token.id, createdByName: owner.name },
    ...{ format: "generic-cef", timeFormat: "rfc5424", includePriority: true, includeSystemName: true },
    ...destination,
    ...{ alertFilters: sends === "both" ? {} : Prisma.DbNull, activityFilters: {} },
  };
  await withTenant(
    tenantId,
    async (tx) => {
      await tx.siemAgent.createMany({ data: [data] });
      await tx.siemAgentState.createMany({ data: [{ tenantId, agentId: id }] });
    },
    client,
  );
  return { id, tokenId: token.id, secret: token.secret };
}

/** Sends a running agent elsewhere, as its Edit page does. */
export async function moveSiemAgent(
  client: PrismaClient,
  tenantId: string,
  id: string,
  destination: SyslogDestination,
): Promise<void> {
  await withTenant(
    tenantId,
    (tx) => tx.siemAgent.updateMany({ where: { tenantId, id }, data: { ...destination, version: { increment: 1 } } }),
    client,
  );
}

/** How far an agent's acknowledged place has come, and what is wrong with it. */
export async function findSiemState(client: PrismaClient, tenantId: string, id: string) {
  return withTenant(tenantId, (tx) => tx.siemAgentState.findFirst({ where: { tenantId, agentId: id } }), client);
}

/** Revokes an agent's token and nothing else, as an operator in psql would. */
export async function revokeSiemToken(client: PrismaClient, owner: TestMember, tokenId: string): Promise<void> {
  const { tenant, id: revokedById, name: revokedByName } = owner;
  await withTenant(
    tenant.id,
    (tx) =>
      tx.apiToken.updateMany({
        where: { tenantId: tenant.id, id: tokenId },
        data: { revokedAt: new Date(), revokedById, revokedByName },
      }),
    client,
  );
}

/** Gives an agent a new token. @returns its secret */
export async function renewSiemToken(
  client: PrismaClient,
  owner: TestMember,
  { pepper, id }: { pepper: string; id: string },
): Promise<string> {
  const tenantId = owner.tenant.id;
  const token = await makeToken(client, owner, { pepper, kind: "siem-agent" });
  await withTenant(
    tenantId,
    (tx) => tx.siemAgent.updateMany({ where: { tenantId, id }, data: { tokenId: token.id } }),
    client,
  );
  return token.secret;
}
