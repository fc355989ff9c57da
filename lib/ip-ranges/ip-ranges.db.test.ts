import { beforeEach, describe, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import type { IpRangeInput } from "../domain/ip-range";
import { ipRangeList } from "../domain/ip-range-list";
import { parseListQuery } from "../domain/list-query";
import { createIpRange } from "./create-ip-range";
import { deleteIpRange } from "./delete-ip-range";
import { listIpRanges } from "./list-ip-ranges";
import { updateIpRange } from "./update-ip-range";

const client = appClient();
let admin: TestMember;
let stranger: TestMember;

beforeEach(async () => {
  const [own, foreign] = await Promise.all([makeTenant(client), makeTenant(client)]);
  admin = await makeMember(client, own, { role: "global-administrator" });
  stranger = await makeMember(client, foreign, { role: "global-administrator" });
});

function range(input: Partial<IpRangeInput> = {}): IpRangeInput {
  return {
    name: "HQ",
    category: 1,
    subnets: ["203.0.113.0/24"],
    organization: null,
    overrideOrganization: false,
    tags: [],
    ...input,
  };
}

async function list(member: TestMember, raw: Record<string, unknown> = {}) {
  const parsed = parseListQuery(ipRangeList, raw, new Date());
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return listIpRanges(callerOf(member), parsed.query);
}

const named = (...names: string[]) => names.map((name) => ({ kind: "name" as const, name }));

describe("an IP range", () => {
  test("is listed as it was given, IPv4 as IPv6, with tags made by name", async () => {
    const subnets = ["203.0.113.9/24", "2001:db8::/48"];
    const id = await createIpRange(callerOf(admin), range({ subnets, organization: "Net", tags: named("B", "A") }));
    expect(id).toMatch(/^[0-9a-f]{24}$/);
    const { rows, total, hasNext } = await list(admin);
    expect({ total, hasNext }).toEqual({ total: 1, hasNext: false });
    expect(rows).toMatchObject([
      {
        id,
        organization: "Net",
        subnets: [
          { address: "0000:0000:0000:0000:0000:ffff:cb00:7100", mask: 120, originalString: "203.0.113.9/24" },
          { address: "2001:0db8:0000:0000:0000:0000:0000:0000", mask: 48, originalString: "2001:db8::/48" },
        ],
        tags: [{ name: "A" }, { name: "B" }],
      },
    ]);
  });

  test("is its tenant's alone: others neither see, change nor delete it, and may use the same addresses", async () => {
    const id = await createIpRange(callerOf(admin), range());
    expect((await list(stranger)).rows).toEqual([]);
    await expect(updateIpRange(callerOf(stranger), id, range({ name: "mine" }))).rejects.toThrow("No such IP range");
    await expect(deleteIpRange(callerOf(stranger), id)).rejects.toThrow("No such IP range");
    await createIpRange(callerOf(stranger), range());
    expect((await list(admin)).rows).toMatchObject([{ id, name: "HQ" }]);
  });

  test("must not overlap another, take its name, or carry an unknown tag's id", async () => {
    await createIpRange(callerOf(admin), range());
    const create = (input: Partial<IpRangeInput>) => createIpRange(callerOf(admin), range({ name: "other", ...input }));
    await expect(create({ subnets: ["203.0.113.77"] })).rejects.toThrow("overlaps 203.0.113.0/24 of the range HQ");
    await expect(create({ subnets: ["::/0"] })).rejects.toThrow("overlaps");
    await expect(create({ name: "HQ", subnets: ["192.0.2.0/24"] })).rejects.toThrow("the name HQ");
    await expect(create({ subnets: ["192.0.2.0/24"], tags: [{ kind: "id", id: "0".repeat(24) }] })).rejects.toThrow(
      "no tag with the id",
    );
    expect((await list(admin)).total).toBe(1);
  });

  test("of two made at once with the same addresses, one stands", async () => {
    const made = await Promise.allSettled([
      createIpRange(callerOf(admin), range({ name: "one" })),
      createIpRange(callerOf(admin), range({ name: "two" })),
    ]);
    expect(made.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await list(admin)).total).toBe(1);
  });

  test("is replaced as a whole, and may keep its own addresses and name", async () => {
    const id = await createIpRange(callerOf(admin), range({ organization: "Net", tags: named("HQ") }));
    await updateIpRange(callerOf(admin), id, range({ category: 3, subnets: ["203.0.113.0/25"] }));
    const { rows } = await list(admin);
    expect(rows).toMatchObject([
      { id, category: 3, organization: null, tags: [], subnets: [{ originalString: "203.0.113.0/25" }] },
    ]);
  });

  test("is gone once deleted, with its addresses free again", async () => {
    const id = await createIpRange(callerOf(admin), range());
    await deleteIpRange(callerOf(admin), id);
    expect((await list(admin)).rows).toEqual([]);
    await expect(deleteIpRange(callerOf(admin), id)).rejects.toThrow("No such IP range");
    await createIpRange(callerOf(admin), range());
  });

  test("leaves one line in the audit log for each change, and none for a refused one", async () => {
    const id = await createIpRange(callerOf(admin), range());
    await createIpRange(callerOf(admin), range({ name: "overlaps" })).catch(() => undefined);
    await updateIpRange(callerOf(admin), id, range({ name: "renamed" }));
    await deleteIpRange(callerOf(admin), id);
    const events = await withTenant(
      admin.tenant.id,
      (tx) => tx.auditEvent.findMany({ orderBy: { at: "asc" } }),
      client,
    );
    expect(events.map(({ action, targetName }) => [action, targetName])).toEqual([
      ["ip-range.created", "HQ"],
      ["ip-range.changed", "renamed"],
      ["ip-range.deleted", "renamed"],
    ]);
  });

  test("is read by whoever may, and changed by full administrators alone", async () => {
    const id = await createIpRange(callerOf(admin), range());
    const compliance = await makeMember(client, admin.tenant, { role: "compliance-administrator" });
    const operator = await makeMember(client, admin.tenant, { role: "security-operator" });
    expect((await list(compliance)).total).toBe(1);
    await expect(list(operator)).rejects.toThrow("Insufficient role");
    for (const change of [
      () => createIpRange(callerOf(compliance), range()),
      () => updateIpRange(callerOf(compliance), id, range()),
      () => deleteIpRange(callerOf(compliance), id),
    ])
      expect(change).toThrow("Insufficient role");
  });
});

describe("the list of IP ranges", () => {
  beforeEach(async () => {
    for (let index = 0; index < 7; index += 1)
      await createIpRange(
        callerOf(admin),
        range({
          name: `range ${index}`,
          category: (index % 3) + 1,
          subnets: [`10.${index}.0.0/16`],
          tags: index % 2 === 0 ? named("even") : [],
        }),
      );
  });

  test("filters by category, tag and builtIn", async () => {
    const names = async (filters: object) =>
      (await list(admin, { filters, sortDirection: "asc" })).rows.map((row) => row.name);
    expect(await names({ category: { eq: [1] } })).toEqual(["range 0", "range 3", "range 6"]);
    const [tag] = (await list(admin, { sortDirection: "asc" })).rows[0]?.tags ?? [];
    expect(await names({ tags: { eq: tag?.id } })).toEqual(["range 0", "range 2", "range 4", "range 6"]);
    expect(await names({ tags: { neq: tag?.id } })).toEqual(["range 1", "range 3", "range 5"]);
    expect(await names({ builtIn: { eq: true } })).toEqual([]);
    expect(await names({ builtIn: { eq: false } })).toHaveLength(7);
  });

  test.each(["name", "category", "tags"])("pages by skip in the order of %s, each range once", async (sortField) => {
    const seen: string[] = [];
    for (let skip = 0; ; skip += 3) {
      const { rows, hasNext, total } = await list(admin, { sortField, skip, limit: 3 });
      seen.push(...rows.map(({ id }) => id));
      expect(total).toBe(7);
      if (!hasNext) break;
    }
    expect(new Set(seen).size).toBe(7);
  });

  test("can be scanned, and a place of another list is refused", async () => {
    const { rows, scanAfter } = await list(admin, { isScan: true });
    expect(rows).toHaveLength(7);
    expect(scanAfter).toBeNull();
    await expect(list(admin, { filters: { scanAfter: { eq: "forged" } } })).rejects.toThrow("scanAfter is not valid");
  });
});
