import { randomBytes } from "node:crypto";
import { z } from "zod";
import { type FilterColumn, testSql } from "../db/filter-sql";
import { Prisma } from "../db/generated/client";
import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import type { Condition } from "../domain/filter";
import type { IpRange, Subnet } from "../domain/ip-range";
import type { IpRangeFilter, IpRangeSort } from "../domain/ip-range-list";
import type { ListQuery } from "../domain/list-query";
import { fullAddress } from "./read-subnets";

const columns: Record<IpRangeFilter, FilterColumn> = {
  category: { sql: Prisma.sql`category`, type: "int" },
  tags: { sql: Prisma.sql`tag_ids`, type: "text[]" },
  // No range comes with the product.
  builtIn: { sql: Prisma.sql`false`, type: "boolean" },
};

const tagNames = Prisma.sql`array(
  select t.name from ip_tag t where t.tenant_id = ip_range.tenant_id and t.id = any (ip_range.tag_ids) order by 1)`;

const orders: Record<IpRangeSort, Record<"asc" | "desc", Prisma.Sql>> = {
  name: { asc: Prisma.sql`name, id`, desc: Prisma.sql`name desc, id desc` },
  category: { asc: Prisma.sql`category, id`, desc: Prisma.sql`category desc, id desc` },
  tags: { asc: Prisma.sql`${tagNames}, id`, desc: Prisma.sql`${tagNames} desc, id desc` },
};

const rangeRows: z.ZodType<IpRange[]> = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    category: z.number(),
    organization: z.string().nullable(),
    overrideOrganization: z.boolean(),
    modifiedAt: z.date(),
    subnets: z.array(
      z
        .object({ address: z.string(), mask: z.number(), originalString: z.string() })
        .transform((subnet): Subnet => ({ ...subnet, address: fullAddress(subnet.address) })),
    ),
    tags: z.array(z.object({ id: z.string(), name: z.string() })),
  }),
);

const rangeColumns = Prisma.sql`
  id, name, category, organization, override_organization as "overrideOrganization", modified_at as "modifiedAt",
  (select coalesce(jsonb_agg(jsonb_build_object(
      'address', host(s.network), 'mask', masklen(s.network), 'originalString', s.original_string
    ) order by s.position), '[]')
   from ip_range_subnet s where s.tenant_id = ip_range.tenant_id and s.range_id = ip_range.id) as subnets,
  (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) order by t.name), '[]')
   from ip_tag t where t.tenant_id = ip_range.tenant_id and t.id = any (ip_range.tag_ids)) as tags`;

/**
 * The ranges of one page and one more, which tells whether there is a next page.
 * @param after reads on after the range of this id, in the order of ids: what a scan does
 */
export async function findIpRanges(
  tx: Transaction,
  visibility: Visibility,
  query: ListQuery<IpRangeFilter, IpRangeSort>,
  after: string | null,
): Promise<IpRange[]> {
  const order = query.scan === null ? orders[query.sortField][query.direction] : Prisma.sql`id`;
  const place = after === null ? Prisma.sql`true` : Prisma.sql`id > ${after}`;
  const rows = await tx.$queryRaw`
    select ${rangeColumns} from ip_range
    where ${visibleSql(visibility)} and ${conditionsSql(query.conditions)} and ${place}
    order by ${order} limit ${query.limit + 1} offset ${query.skip}`;
  return rangeRows.parse(rows);
}

/** How many ranges match, counted up to a cap. */
export async function countIpRanges(
  tx: Transaction,
  visibility: Visibility,
  conditions: readonly Condition<IpRangeFilter>[],
  cap: number,
): Promise<number> {
  const rows = await tx.$queryRaw`
    select count(*)::int as total from (
      select from ip_range where ${visibleSql(visibility)} and ${conditionsSql(conditions)} limit ${cap}
    ) as capped`;
  return z.tuple([z.object({ total: z.number() })]).parse(rows)[0].total;
}

export async function findIpRangeName(tx: Transaction, visibility: Visibility, id: string): Promise<string | null> {
  const where = { tenantId: visibility.tenantId, id };
  return (await tx.ipRange.findFirst({ where, select: { name: true } }))?.name ?? null;
}

/** Keeps other changes of the tenant's ranges away until this one is through: what is apart now is apart then. */
export async function holdIpRanges(tx: Transaction, { tenantId }: Visibility): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('ip ranges ' || ${tenantId}, 0))`;
}

/** Whether a range other than this one has the name. */
export async function isNameTaken(
  tx: Transaction,
  { tenantId }: Visibility,
  name: string,
  except: string | null,
): Promise<boolean> {
  const where = { tenantId, name, ...(except !== null && { id: { not: except } }) };
  return (await tx.ipRange.count({ where })) > 0;
}

/** A block of another range that meets one of these, with what it meets; null when all are apart. */
export async function findOverlap(
  tx: Transaction,
  { tenantId }: Visibility,
  subnets: readonly Subnet[],
  except: string | null,
): Promise<{ given: string; other: string; name: string } | null> {
  const rows = await tx.$queryRaw`
    select g.original as given, s.original_string as other, r.name
    from unnest(${networksOf(subnets)}::text[], ${subnets.map(({ originalString }) => originalString)}::text[])
      as g(network, original)
    join ip_range_subnet s on s.tenant_id = ${tenantId}::uuid and s.network && g.network::inet
    join ip_range r on r.tenant_id = s.tenant_id and r.id = s.range_id
    where r.id is distinct from ${except}::text
    limit 1`;
  return z.array(z.object({ given: z.string(), other: z.string(), name: z.string() })).parse(rows)[0] ?? null;
}

/** Which of these tags exist. */
export function findIpTags(
  tx: Transaction,
  { tenantId }: Visibility,
  wanted: { ids: string[]; names: string[] },
): Promise<{ id: string; name: string }[]> {
  return tx.ipTag.findMany({
    where: { tenantId, OR: [{ id: { in: wanted.ids } }, { name: { in: wanted.names } }] },
    select: { id: true, name: true },
  });
}

/** Makes tags. @returns their ids */
export async function insertIpTags(tx: Transaction, { tenantId }: Visibility, names: string[]): Promise<string[]> {
  const data = names.map((name) => ({ tenantId, id: newId(), name }));
  await tx.ipTag.createMany({ data });
  return data.map(({ id }) => id);
}

/** All of a range but its id and its blocks. */
export type IpRangeRow = {
  name: string;
  category: number;
  organization: string | null;
  overrideOrganization: boolean;
  tagIds: string[];
  modifiedAt: Date;
};

/** @returns the new range's id */
export async function insertIpRange(
  tx: Transaction,
  visibility: Visibility,
  row: IpRangeRow,
  subnets: readonly Subnet[],
): Promise<string> {
  const { tenantId } = visibility;
  const id = newId();
  await tx.ipRange.createMany({ data: [{ tenantId, id, ...row }] });
  await insertSubnets(tx, visibility, id, subnets);
  return id;
}

/** Replaces all that a range is. */
export async function saveIpRange(
  tx: Transaction,
  visibility: Visibility,
  id: string,
  row: IpRangeRow,
  subnets: readonly Subnet[],
): Promise<void> {
  const { tenantId } = visibility;
  await tx.ipRange.updateMany({ where: { tenantId, id }, data: row });
  await tx.ipRangeSubnet.deleteMany({ where: { tenantId, rangeId: id } });
  await insertSubnets(tx, visibility, id, subnets);
}

/** Its blocks go with it. */
export async function deleteIpRangeRow(tx: Transaction, { tenantId }: Visibility, id: string): Promise<void> {
  await tx.ipRange.deleteMany({ where: { tenantId, id } });
}

async function insertSubnets(
  tx: Transaction,
  { tenantId }: Visibility,
  rangeId: string,
  subnets: readonly Subnet[],
): Promise<void> {
  await tx.$executeRaw`
    insert into ip_range_subnet (tenant_id, range_id, position, network, original_string)
    select ${tenantId}::uuid, ${rangeId}, position, network::inet, original
    from unnest(${networksOf(subnets)}::text[], ${subnets.map(({ originalString }) => originalString)}::text[])
      with ordinality as g(network, original, position)`;
}

function networksOf(subnets: readonly Subnet[]): string[] {
  return subnets.map(({ address, mask }) => `${address}/${mask}`);
}

function newId(): string {
  return randomBytes(12).toString("hex");
}

/** Ranges are the whole tenant's or nobody's. */
function visibleSql(visibility: Visibility): Prisma.Sql {
  if (visibility.reach !== "tenant") return Prisma.sql`false`;
  return Prisma.sql`tenant_id = ${visibility.tenantId}::uuid`;
}

function conditionsSql(conditions: readonly Condition<IpRangeFilter>[]): Prisma.Sql {
  if (conditions.length === 0) return Prisma.sql`true`;
  return Prisma.join(
    conditions.map(({ field, test }) => testSql(columns[field], test)),
    " and ",
  );
}
