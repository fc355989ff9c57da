import { z } from "zod";
import { Prisma } from "../db/generated/client";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import { Failure } from "../domain/failure";
import type { SiemAgent, SiemAgentSettings } from "../domain/siem-agent";
import { siemFaults, siemFormats, syslogProtocols, syslogTimeFormats } from "../domain/siem-feed";

const filters = z.record(z.string(), z.unknown()).nullable();

const columns = {
  id: true,
  name: true,
  format: true,
  timeFormat: true,
  includePriority: true,
  includeSystemName: true,
  host: true,
  port: true,
  protocol: true,
  caPem: true,
  alertFilters: true,
  activityFilters: true,
  recoversFrom: true,
  recoversTo: true,
  createdByName: true,
  createdAt: true,
  disabledAt: true,
  tokenId: true,
  token: { select: { publicId: true, member: { select: { name: true, deactivatedAt: true } } } },
  state: {
    select: {
      lastSeenAt: true,
      agentVersion: true,
      hostName: true,
      lastSentAt: true,
      sent: true,
      backlog: true,
      otherInstance: true,
      fault: true,
      faultDetail: true,
      faultSince: true,
    },
  },
} satisfies Prisma.SiemAgentSelect;

type Row = Prisma.SiemAgentGetPayload<{ select: typeof columns }>;

export function countSiemAgents(tx: Transaction, { tenantId }: Visibility): Promise<number> {
  return tx.siemAgent.count({ where: { tenantId } });
}

/** All agents of the tenant, by name: a hundred at most, so there is no paging. */
export async function findSiemAgents(tx: Transaction, { tenantId }: Visibility): Promise<SiemAgent[]> {
  const rows = await tx.siemAgent.findMany({ where: { tenantId }, select: columns, orderBy: { name: "asc" } });
  return rows.map(agentOf);
}

/** Holds an agent for the rest of the transaction: two changes at once would each renew the token that both of them saw. */
export async function holdSiemAgent(tx: Transaction, { tenantId }: Visibility, id: string): Promise<void> {
  await tx.$executeRaw`select from siem_agent where tenant_id = ${tenantId}::uuid and id = ${id}::uuid for update`;
}

/** One agent with its token's id, or null. */
export async function findSiemAgent(
  tx: Transaction,
  { tenantId }: Visibility,
  id: string,
): Promise<{ agent: SiemAgent; tokenId: string } | null> {
  const row = await tx.siemAgent.findFirst({ where: { tenantId, id }, select: columns });
  return row ? { agent: agentOf(row), tokenId: row.tokenId } : null;
}

/** Inserts an agent with its empty state. @returns its id @throws Failure `conflict` when its name is taken */
export async function insertSiemAgent(
  tx: Transaction,
  { tenantId }: Visibility,
  agent: SiemAgentSettings & { tokenId: string; createdByName: string },
): Promise<string> {
  const { tokenId, createdByName, ...settings } = agent;
  const data = { tenantId, tokenId, createdByName, ...settingColumns(settings) };
  const { id } = await tx.siemAgent.create({ data, select: { id: true } }).catch(nameTaken);
  await tx.siemAgentState.createMany({ data: [{ tenantId, agentId: id }] });
  return id;
}

/** Changes settings but for the period of a recovery agent; the running agent notices by the version. @throws Failure `conflict` when the name is taken */
export async function updateSiemAgent(
  tx: Transaction,
  { tenantId }: Visibility,
  id: string,
  settings: SiemAgentSettings,
): Promise<void> {
  const { recoversFrom: _from, recoversTo: _to, ...changeable } = settingColumns(settings);
  const data = { ...changeable, version: { increment: 1 } };
  await tx.siemAgent.updateMany({ where: { tenantId, id }, data }).catch(nameTaken);
}

export async function markSiemAgentDisabled(
  tx: Transaction,
  { tenantId }: Pick<Visibility, "tenantId">,
  id: string,
  disabledAt: Date | null,
): Promise<void> {
  await tx.siemAgent.updateMany({ where: { tenantId, id }, data: { disabledAt } });
}

export async function replaceSiemAgentToken(
  tx: Transaction,
  { tenantId }: Visibility,
  id: string,
  tokenId: string,
): Promise<void> {
  await tx.siemAgent.updateMany({ where: { tenantId, id }, data: { tokenId } });
}

export async function deleteSiemAgentRow(tx: Transaction, { tenantId }: Visibility, id: string): Promise<void> {
  await tx.siemAgent.deleteMany({ where: { tenantId, id } });
}

function settingColumns({ alertFilters, activityFilters, recovery, ...plain }: SiemAgentSettings) {
  const filters = { alertFilters: jsonOf(alertFilters), activityFilters: jsonOf(activityFilters) };
  return { ...plain, ...filters, recoversFrom: recovery?.from ?? null, recoversTo: recovery?.to ?? null };
}

function jsonOf(value: Record<string, unknown> | null) {
  return value === null ? Prisma.DbNull : (JSON.parse(JSON.stringify(value)) satisfies Prisma.InputJsonValue);
}

function agentOf({ state, token, tokenId: _tokenId, ...row }: Row): SiemAgent {
  const { id, name, createdByName, createdAt, disabledAt } = row;
  return {
    id,
    name,
    createdByName,
    createdAt,
    disabledAt,
    settings: {
      format: z.enum(siemFormats).parse(row.format),
      timeFormat: z.enum(syslogTimeFormats).parse(row.timeFormat),
      includePriority: row.includePriority,
      includeSystemName: row.includeSystemName,
      host: row.host,
      port: row.port,
      protocol: z.enum(syslogProtocols).parse(row.protocol),
      caPem: row.caPem,
      alertFilters: filters.parse(row.alertFilters),
      activityFilters: filters.parse(row.activityFilters),
      recovery: recoveryOf(row),
    },
    tokenPublicId: token.publicId,
    tokenOwnerName: token.member.name,
    ownerDeactivated: token.member.deactivatedAt !== null,
    lastSeenAt: state?.lastSeenAt ?? null,
    agentVersion: state?.agentVersion ?? null,
    hostName: state?.hostName ?? null,
    lastSentAt: state?.lastSentAt ?? null,
    sent: Number(state?.sent ?? 0),
    backlog: state?.backlog ?? 0,
    otherInstanceAt: state?.otherInstance ?? null,
    fault:
      state?.fault == null || state.faultSince === null
        ? null
        : { code: z.enum(siemFaults).parse(state.fault), detail: state.faultDetail, since: state.faultSince },
  };
}

/** The period of a recovery agent; null for an ordinary one. */
export function recoveryOf({ recoversFrom: from, recoversTo: to }: Pick<Row, "recoversFrom" | "recoversTo">) {
  return from === null || to === null ? null : { from, to };
}

function nameTaken(error: unknown): never {
  if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002")
    throw new Failure("conflict", "Another SIEM agent has this name", {
      field: "name",
      messageKey: "siemAgentNameTaken",
    });
  throw error;
}
