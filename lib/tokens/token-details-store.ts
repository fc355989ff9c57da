import { z } from "zod";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import { auditActions, auditActorKinds } from "../domain/audit-event";
import { type Role, roles } from "../domain/role-table";
import type { RecentAddress, TokenEvent } from "../domain/usage-view";

const role = z.enum(roles).nullable().catch(null).default(null);
const text = z.string().nullable().catch(null).default(null);
const eventRows = z.array(
  z.object({
    id: z.string(),
    at: z.date(),
    action: z.enum(auditActions),
    actorKind: z.enum(auditActorKinds),
    actorName: z.string(),
    detail: z.object({ before: role, after: role, reason: text, foundAt: text }),
  }),
);
const factRows = z.array(z.object({ role: z.enum(roles), ips: z.array(z.string()), seenAts: z.array(z.date()) }));

/** The owner's role of this moment, and the addresses that used a token last, for whoever may see the token. */
export async function findTokenFacts(
  tx: Transaction,
  visibility: Visibility,
  publicId: string,
): Promise<{ role: Role; addresses: RecentAddress[] } | null> {
  const rows = await tx.$queryRaw`
    select m.role, u.recent_ips as ips, u.recent_ats as "seenAts"
    from api_token k
    join member m on m.tenant_id = k.tenant_id and m.id = k.member_id
    join token_use u on u.tenant_id = k.tenant_id and u.token_id = k.id
    where k.tenant_id = ${visibility.tenantId}::uuid and k.public_id = ${publicId}::bpchar`;
  const [facts] = factRows.parse(rows);
  if (facts === undefined) return null;
  const { ips, seenAts } = facts;
  const addresses = ips.flatMap((ip, place) => {
    const lastAt = seenAts[place];
    return lastAt === undefined ? [] : [{ ip, lastAt }];
  });
  return { role: facts.role, addresses };
}

/**
 * What was done to a token, and to what its owner may do, the newest first. Two walks along the audit log's index by
 * target.
 */
export async function findTokenEvents(
  tx: Transaction,
  visibility: Visibility,
  subject: { publicId: string; ownerId: string; since: Date },
  limit: number,
): Promise<TokenEvent[]> {
  const { publicId, ownerId, since } = subject;
  const rows = await tx.$queryRaw`
    select id, at, action, actor_kind as "actorKind", actor_name as "actorName", detail from (
      (select * from audit_event
       where tenant_id = ${visibility.tenantId}::uuid and target_kind = 'token' and target_id = ${publicId}
       order by at desc limit ${limit})
      union all
      (select * from audit_event
       where tenant_id = ${visibility.tenantId}::uuid and target_kind = 'member' and target_id = ${ownerId} and at >= ${since}
         and action in ('member.role-changed', 'member.deactivated', 'member.reactivated')
       order by at desc limit ${limit})
    ) as event
    order by at desc, id desc limit ${limit}`;
  return eventRows.parse(rows).map(({ detail: { reason, ...detail }, ...event }) => {
    return { ...event, ...detail, isLeak: reason === "leaked" };
  });
}
