import { z } from "zod";
import { authPool } from "../db/client";
import type { Transaction } from "../db/transaction";
import {
  type AuditStreamFault,
  auditStreamFaults,
  auditStreamFormats,
  auditStreamTargets,
} from "../domain/audit-stream";
import { eventColumns, eventRow, foundEvent } from "./audit-list-store";
import type { StreamedEvent } from "./stream-lines";

const streamRow = z.object({
  target: z.enum(auditStreamTargets),
  format: z.enum(auditStreamFormats),
  host: z.string(),
  port: z.number(),
  path: z.string(),
  caPem: z.string().nullable(),
  authorizationSealed: z.instanceof(Uint8Array).nullable(),
  isEnabled: z.boolean(),
  cursorSeq: z.coerce.number(),
  sent: z.coerce.number(),
  lastSentAt: z.date().nullable(),
  attempts: z.number(),
  failingSince: z.date().nullable(),
  fault: z.enum(auditStreamFaults).nullable(),
  faultDetail: z.string().nullable(),
  nextAttemptAt: z.date(),
});
export type StreamRow = z.infer<typeof streamRow>;

/** What a person set; everything else starts anew with it. */
export type StreamSettingsRow = Pick<
  StreamRow,
  "target" | "format" | "host" | "port" | "path" | "caPem" | "isEnabled"
> & {
  /** Undefined keeps what is stored. */
  authorizationSealed: Uint8Array<ArrayBuffer> | null | undefined;
};

/** The stream of the transaction's tenant, held for the rest of it, or null. */
export async function findStream(tx: Transaction, tenantId: string): Promise<StreamRow | null> {
  await tx.$executeRaw`select from audit_stream where tenant_id = ${tenantId}::uuid for no key update`;
  const row = await tx.auditStream.findUnique({ where: { tenantId } });
  return row ? streamRow.parse(row) : null;
}

/** How many rows the tenant's log has. */
export async function findLastPlace(tx: Transaction, tenantId: string): Promise<number> {
  const last = await tx.auditLink.aggregate({ where: { tenantId }, _max: { seq: true } });
  return Number(last._max.seq ?? 0);
}

/** @param cursorSeq where a stream begins that was not there before */
export async function saveStream(
  tx: Transaction,
  tenantId: string,
  settings: StreamSettingsRow,
  begin: { cursorSeq: number; at: Date },
): Promise<void> {
  const fresh = { attempts: 0, failingSince: null, fault: null, faultDetail: null, nextAttemptAt: begin.at };
  await tx.auditStream.upsert({
    where: { tenantId },
    create: { tenantId, ...settings, ...fresh, cursorSeq: begin.cursorSeq },
    update: { ...settings, ...fresh },
  });
}

export async function removeStream(tx: Transaction, tenantId: string): Promise<boolean> {
  const { count } = await tx.auditStream.deleteMany({ where: { tenantId } });
  return count > 0;
}

const streamedRow = eventRow.extend({ seq: z.coerce.number(), hash: z.string() });

/** The next rows of the log after a place, in the order of the chain. */
export async function findEventsAfter(
  tx: Transaction,
  tenantId: string,
  cursorSeq: number,
  limit: number,
): Promise<StreamedEvent[]> {
  const rows = await tx.$queryRaw`
    select ${eventColumns}, link.seq::text as seq, encode(link.hash, 'hex') as hash
    from (select * from audit_link where tenant_id = ${tenantId}::uuid and seq > ${cursorSeq}
          order by seq limit ${limit}) as link
    join audit_event on audit_event.tenant_id = link.tenant_id and audit_event.id = link.event_id
    order by link.seq`;
  return z
    .array(streamedRow)
    .parse(rows)
    .map((row) => ({ ...foundEvent(row).event, seq: row.seq, hash: row.hash }));
}

/** Moves the cursor on; nothing when the stream was changed or another process moved it meanwhile. */
export async function markDelivered(
  tx: Transaction,
  tenantId: string,
  delivered: { from: number; to: number; count: number; at: Date },
): Promise<void> {
  const { from, to, count, at } = delivered;
  await tx.auditStream.updateMany({
    where: { tenantId, cursorSeq: from },
    data: {
      cursorSeq: to,
      sent: { increment: count },
      lastSentAt: at,
      attempts: 0,
      failingSince: null,
      fault: null,
      faultDetail: null,
      nextAttemptAt: at,
    },
  });
}

export async function markFailed(
  tx: Transaction,
  tenantId: string,
  failed: { from: number; fault: AuditStreamFault; detail: string; attempts: number; since: Date; nextAttemptAt: Date },
): Promise<void> {
  const { from, fault, detail, attempts, since, nextAttemptAt } = failed;
  await tx.auditStream.updateMany({
    where: { tenantId, cursorSeq: from },
    data: { attempts, fault, faultDetail: detail, failingSince: since, nextAttemptAt },
  });
}

const claimedRow = z.object({ tenant_id: z.string(), tenant_slug: z.string() });

/** Streams that have something to send and whose time has come; nobody else gets them during the lease. */
export async function claimStreams(
  at: Date,
  leaseSeconds: number,
  most: number,
): Promise<{ tenantId: string; tenantSlug: string }[]> {
  const { rows } = await authPool().query(
    "select * from auth.claim_audit_streams($1::timestamptz, make_interval(secs => $2), $3)",
    [at, leaseSeconds, most],
  );
  return z
    .array(claimedRow)
    .parse(rows)
    .map((row) => ({ tenantId: row.tenant_id, tenantSlug: row.tenant_slug }));
}
