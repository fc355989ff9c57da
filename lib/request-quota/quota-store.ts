import { z } from "zod";
import { authPool, guardPool } from "../db/client";

/** What one window counts together: the calls of a token, or of a whole tenant under the tenant's own id. */
export type QuotaSubject = { tenantId: string; subjectId: string };

export type LeaseOrder = QuotaSubject & { maximum: number; wanted: number };

/** What the shared row answered. `leased` is what all processes hold or have spent of this window. */
export type QuotaLease = QuotaSubject & {
  size: number;
  leased: number;
  windowEndsAt: Date;
  millisecondsLeft: number;
};

export type UnspentLease = QuotaSubject & { windowEndsAt: Date; unspent: number };

const windowSeconds = 60;

const leasedRow = z.object({
  tenant_id: z.string(),
  subject_id: z.string(),
  last_lease: z.number(),
  leased: z.number(),
  window_ends_at: z.date(),
  milliseconds_left: z.number(),
});

/**
 * Leases requests of the current minute, for distinct subjects, in one statement that commits by itself. Over the guard's
 * connections, whose patience is short: a call must not wait longer here than for who sends it.
 */
export async function leaseRequests(orders: readonly LeaseOrder[]): Promise<QuotaLease[]> {
  const { rows } = await guardPool().query({
    name: "lease_requests",
    text: "select * from auth.lease_requests($1::uuid[], $2::uuid[], $3::integer[], $4::integer[], $5)",
    values: [
      orders.map((order) => order.tenantId),
      orders.map((order) => order.subjectId),
      orders.map((order) => order.maximum),
      orders.map((order) => order.wanted),
      windowSeconds,
    ],
  });
  return z
    .array(leasedRow)
    .parse(rows)
    .map((row) => ({
      tenantId: row.tenant_id,
      subjectId: row.subject_id,
      size: row.last_lease,
      leased: row.leased,
      windowEndsAt: row.window_ends_at,
      millisecondsLeft: row.milliseconds_left,
    }));
}

/** Gives back what was leased and not spent. Leases of a window that is over are passed over. */
export async function returnRequests(leases: readonly UnspentLease[]): Promise<void> {
  await authPool().query({
    name: "return_requests",
    text: "select auth.return_requests($1::uuid[], $2::uuid[], $3::timestamptz[], $4::integer[])",
    values: [
      leases.map((lease) => lease.tenantId),
      leases.map((lease) => lease.subjectId),
      leases.map((lease) => lease.windowEndsAt),
      leases.map((lease) => lease.unspent),
    ],
  });
}
