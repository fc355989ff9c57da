import { z } from "zod";
import { Prisma } from "../db/generated/client";
import type { Transaction } from "../db/transaction";
import { can } from "../domain/access";
import { roles } from "../domain/role-table";
import { tokenKinds } from "../domain/token-kind";
import { type FilePart, fileParts } from "../storage/file-parts";

/*
 * What the senders of an upload read and write. They act for nobody but whoever opened it: the upload's URL is all they have.
 */

const sending = z.object({
  state: z.string(),
  attempt: z.string().nullable(),
  reservedBytes: z.number(),
  blockCount: z.number(),
  content: fileParts.nullable(),
  isTenantSuspended: z.boolean(),
  /** Null: the member is gone from the row, or was deactivated. */
  role: z.enum(roles).nullable(),
  tokenKind: z.enum(tokenKinds).nullable(),
  isTokenGone: z.boolean(),
});

/** How far an upload is, and whether whoever opened it may still upload. */
export type UploadInSending = Pick<
  z.infer<typeof sending>,
  "state" | "attempt" | "reservedBytes" | "blockCount" | "content"
> & { isAllowed: boolean };

type UploadReference = { tenantId: string; uploadId: string };

/**
 * An upload as its sender finds it at this moment; null when there is none.
 * @param lock whether it is held for the rest of the transaction
 */
export async function findUploadInSending(
  tx: Transaction,
  { tenantId, uploadId }: UploadReference,
  { lock = false } = {},
): Promise<UploadInSending | null> {
  const rows = await tx.$queryRaw`
    select u.state, u.attempt::text, u.reserved_bytes::float8 as "reservedBytes", u.block_count as "blockCount", u.content,
           t.suspended_at is not null as "isTenantSuspended", m.role, k.kind as "tokenKind",
           u.opened_by_token_id is not null and (k.id is null or k.revoked_at is not null) as "isTokenGone"
    from discovery_upload u
    join tenant t on t.id = u.tenant_id
    left join member m on m.tenant_id = u.tenant_id and m.id = u.opened_by_id and m.deactivated_at is null
    left join api_token k on k.tenant_id = u.tenant_id and k.id = u.opened_by_token_id
    where u.tenant_id = ${tenantId}::uuid and u.id = ${uploadId}::uuid
    ${lock ? Prisma.sql`for update of u` : Prisma.empty}`;
  const [found] = z.array(sending).parse(rows);
  if (found === undefined) return null;
  const { state, attempt, reservedBytes, blockCount, content, isTenantSuspended, role, tokenKind, isTokenGone } = found;
  const isAllowed =
    !isTenantSuspended &&
    !isTokenGone &&
    role !== null &&
    can({ role, tokenKind: tokenKind ?? "api" }, "discovery:upload");
  return { state, attempt, reservedBytes, blockCount, content, isAllowed };
}

/** Sets aside, or gives back, bytes of an upload that is held. */
export async function changeReservedBytes(tx: Transaction, upload: UploadReference, by: number): Promise<void> {
  await tx.$executeRaw`
    update discovery_upload set reserved_bytes = greatest(0, reserved_bytes + ${by}::bigint)
    where tenant_id = ${upload.tenantId}::uuid and id = ${upload.uploadId}::uuid`;
}

/** Begins to send a whole file: what was sent before counts no more, and what is on its way is refused. */
export async function markAttemptBegun(tx: Transaction, upload: UploadReference, attempt: string): Promise<void> {
  const { tenantId, uploadId: id } = upload;
  await tx.discoveryUploadBlock.deleteMany({ where: { tenantId, uploadId: id } });
  const nothing = { reservedBytes: 0, blockCount: 0, content: Prisma.DbNull };
  await tx.discoveryUpload.updateMany({ where: { tenantId, id }, data: { attempt, ...nothing } });
}

/** Says which parts are the file. */
export async function saveContent(
  tx: Transaction,
  { tenantId, uploadId: id }: UploadReference,
  content: FilePart[],
): Promise<void> {
  await tx.discoveryUpload.updateMany({ where: { tenantId, id }, data: { content } });
}

/** Keeps a block in place of an earlier one with its id. The upload is held. @returns the earlier one's part, if any */
export async function replaceBlock(
  tx: Transaction,
  { tenantId, uploadId }: UploadReference,
  block: string,
  { name: part, bytes }: FilePart,
): Promise<FilePart | null> {
  const where = { tenantId, uploadId, block };
  const earlier = await tx.discoveryUploadBlock.findFirst({ where, select: { part: true, bytes: true } });
  if (earlier !== null) {
    await tx.discoveryUploadBlock.updateMany({ where, data: { part, bytes: BigInt(bytes) } });
    return { name: earlier.part, bytes: Number(earlier.bytes) };
  }
  await tx.discoveryUploadBlock.createMany({ data: [{ ...where, part, bytes: BigInt(bytes) }] });
  await tx.discoveryUpload.updateMany({ where: { tenantId, id: uploadId }, data: { blockCount: { increment: 1 } } });
  return null;
}

/** Every block of an upload that was sent, by its id's digest. */
export async function findBlocks(
  tx: Transaction,
  { tenantId, uploadId }: UploadReference,
): Promise<Map<string, FilePart>> {
  const rows = await tx.discoveryUploadBlock.findMany({
    where: { tenantId, uploadId },
    select: { block: true, part: true, bytes: true },
  });
  return new Map(rows.map(({ block, part, bytes }) => [block, { name: part, bytes: Number(bytes) }]));
}
