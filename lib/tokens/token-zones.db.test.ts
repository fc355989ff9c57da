import { beforeAll, describe, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import { listTokensInput } from "../domain/api-token";
import { listTokens } from "./list-tokens";

/*
 * A text that so many tokens have that they are not sorted by themselves, and that all of them have at one end of the list:
 * where the search skips what cannot have it.
 */
let olga: TestMember;
const now = new Date();
type Stored = { publicId: string; id: string; name: string; owner: string; isRevoked: boolean };
let stored: Stored[];

beforeAll(async () => {
  const client = appClient();
  const tenant = await makeTenant(client);
  olga = await makeMember(client, tenant, { role: "global-administrator", name: "Olga" });
  const zulu = await makeMember(client, tenant, { role: "security-reader", name: "Zuluaga" });
  await withTenant(
    tenant.id,
    (tx) => tx.$executeRaw`
      insert into api_token (tenant_id, id, public_id, member_id, name, created_at, revoked_at)
      select ${tenant.id}::uuid, gen_random_uuid(), lpad(to_hex(i), 12, '0'), case when i <= 20 then ${zulu.id}::uuid else ${olga.id}::uuid end,
             case when i <= 20 then 'bravo ' when i <= 140 then 'alpha ' when i <= 143 then 'mike zulu '
                  when i <= 743 then 'zu other ' when i <= 3_900 then 'zulu ' else 'z' end || i,
             ${now}::timestamptz - interval '1 minute' * i, case when i % 7 = 0 then ${now}::timestamptz end
      from generate_series(1, 3_901) as i`,
    client,
    60_000,
  );
  const rows = await withTenant(tenant.id, (tx) => tx.apiToken.findMany({ include: { member: true } }));
  await withTenant(tenant.id, (tx) =>
    tx.tokenUse.createMany({ data: rows.map(({ id: tokenId }) => ({ tenantId: tenant.id, tokenId })) }),
  );
  stored = rows.map(({ publicId, id, name, member, revokedAt }) => {
    return { publicId, id, name, owner: member.name.toLowerCase(), isRevoked: revokedAt !== null };
  });
});

type Query = { search: string; sort: "name" | "owner"; direction: "asc" | "desc"; status: "revoked" | null };

/** The list as it must be, out of plain memory. */
function expected({ search, sort, direction, status }: Query): string[] {
  const kept = stored.filter(
    ({ name, owner, isRevoked }) => isRevoked === (status === "revoked") && `${name}\n${owner}`.includes(search),
  );
  const sign = direction === "asc" ? 1 : -1;
  const byKey = (one: Stored, other: Stored) =>
    Buffer.compare(Buffer.from(one[sort]), Buffer.from(other[sort])) || (one.id < other.id ? -1 : 1);
  return kept.sort((one, other) => sign * byKey(one, other)).map(({ publicId }) => publicId);
}

const orders = (["name", "owner"] as const).flatMap((sort) =>
  (["asc", "desc"] as const).flatMap((direction) =>
    [null, "revoked" as const].map((status) => ({ sort, direction, status })),
  ),
);

describe.each(["zulu", "zulu 39", "zu", "bravo", "uaga", "there is none", "z"])("a search for %s", (search) => {
  test.each(orders)("finds the same as plain memory: $sort, $direction, $status", async (order) => {
    const query = { search, ...order };
    const all = expected(query);
    const pageOf = async (place: object) => {
      const { page } = await listTokens(callerOf(olga), listTokensInput.parse({ ...query, ...place }), now);
      return { ids: page.rows.map(({ publicId }) => publicId), next: page.next ?? undefined };
    };
    const first = await pageOf({});
    expect(first.ids).toEqual(all.slice(0, 25));
    if (first.next === undefined) return;
    const second = await pageOf({ after: first.next });
    expect(second.ids).toEqual(all.slice(25, 50));
  });
});
