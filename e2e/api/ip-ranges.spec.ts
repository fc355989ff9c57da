import { expect, test } from "@playwright/test";
import { type ApiWorld, makeApiWorld } from "../support/api-world";
import { type HttpCall, httpCall } from "../support/http-call";

/** What a script does that keeps a list of addresses in step with the tenant's ranges. */
let world: ApiWorld;
let admin: string;

test.beforeAll(async () => {
  world = await makeApiWorld();
  admin = await world.issue("global-administrator");
});

test.afterAll(() => world.close());

async function call(sent: Partial<HttpCall> & { path: string }) {
  const answer = await httpCall({ secret: admin, tenant: world.tenant.slug, ...sent });
  return { status: answer.status, json: JSON.parse(answer.text), text: answer.text };
}

test("a script creates, lists, replaces and deletes a range, and reads what it expects each time", async () => {
  const created = await call({
    method: "POST",
    path: "/cas/api/v1/subnet/create_rule/",
    body: { name: "Branch", category: "1", subnets: ["198.51.100.7/24", "2001:db8:5::/48"], tags: ["branch"] },
  });
  expect(created.status).toBe(200);
  expect(created.text).toMatch(/^"[0-9a-f]{24}"$/);
  const id: string = created.json;

  const listed = await call({
    method: "POST",
    path: "/api/subnet",
    body: { limit: 20, filters: { category: { eq: 1 } } },
  });
  expect(listed.json.data).toMatchObject([
    {
      _id: id,
      name: "Branch",
      category: 1,
      location: null,
      organization: null,
      subnets: [
        { address: "0000:0000:0000:0000:0000:ffff:c633:6400", mask: 120, originalString: "198.51.100.7/24" },
        { address: "2001:0db8:0005:0000:0000:0000:0000:0000", mask: 48, originalString: "2001:db8:5::/48" },
      ],
      tags: [{ name: "branch" }],
    },
  ]);

  const [tag] = listed.json.data[0].tags;
  const replaced = await call({
    method: "POST",
    path: `/api/v1/subnet/${id}/update_rule/`,
    body: { _id: id, name: "Branch 2", category: 4, subnets: ["198.51.100.0/25"], tags: [tag] },
  });
  expect(replaced).toMatchObject({ status: 200, json: {} });
  const [range] = (await call({ path: `/api/v1/subnet/?filters=${JSON.stringify({ tags: { eq: tag.id } })}` })).json
    .data;
  expect(range).toMatchObject({
    _id: id,
    name: "Branch 2",
    category: 4,
    subnets: [{ mask: 121 }],
    tags: [{ _id: tag.id }],
  });

  expect(await call({ method: "DELETE", path: `/api/v1/subnet/${id}` })).toMatchObject({ status: 200, json: {} });
  expect(await call({ method: "DELETE", path: `/api/v1/subnet/${id}` })).toMatchObject({ status: 404 });
});

test("what is wrong with a range is said by name", async () => {
  const create = (body: object) => call({ method: "POST", path: "/api/v1/subnet/create_rule/", body });
  const good = { name: "Good", category: 1, subnets: ["192.0.2.0/25"] };
  for (const [wrong, field] of [
    [{ name: " " }, "name"],
    [{ category: 9 }, "category"],
    [{ category: null }, "category"],
    [{ subnets: [] }, "subnets"],
    [{ subnets: ["10.0.0.0/40"] }, "subnets"],
    [{ subnets: ["192.0.2.0/25", "192.0.2.1"] }, "subnets"],
    [{ tags: [{ id: "0".repeat(24) }] }, "tags"],
  ] as const) {
    const answer = await create({ ...good, ...wrong });
    expect(answer.status, answer.text).toBe(400);
    expect(answer.json.detail + String(answer.json.field)).toContain(field);
  }
  expect((await create(good)).status).toBe(200);
  expect((await create({ ...good, subnets: ["203.0.113.0/24"] })).json).toMatchObject({ field: "name" });
  expect((await create({ ...good, name: "Other" })).json).toMatchObject({ field: "subnets" });
});

test("ranges are read by those who may and changed by full administrators", async () => {
  const compliance = await world.issue("compliance-administrator");
  const operator = await world.issue("security-operator");
  expect((await call({ path: "/api/v1/subnet/", secret: compliance })).status).toBe(200);
  expect((await call({ path: "/api/v1/subnet/", secret: operator })).status).toBe(403);
  const id = await world.declareIpRange();
  expect((await call({ method: "DELETE", path: `/api/v1/subnet/${id}/`, secret: compliance })).status).toBe(403);
  expect((await call({ method: "DELETE", path: `/api/v1/subnet/${id}/` })).status).toBe(200);
});
