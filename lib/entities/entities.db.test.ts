import { beforeAll, describe, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { makeEntities } from "@/prisma/history-factories";
import { appClient } from "../db/client";
import { encodeEntityKey } from "../domain/entity";
import { accountList, entityList } from "../domain/entity-list";
import { parseListQuery } from "../domain/list-query";
import { findEntity, findEntityTree } from "./find-entity";
import { listEntities } from "./list-entities";

const client = appClient();
const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
let reader: TestMember;
let stranger: TestMember;

beforeAll(async () => {
  const [own, foreign] = await Promise.all([makeTenant(client), makeTenant(client)]);
  reader = await makeMember(client, own, { role: "security-reader" });
  stranger = await makeMember(client, foreign, { role: "global-administrator" });
  const megan = { userName: "megan@a.example", userDisplayName: "Megan", userDomain: "a.example" };
  const lee = { userName: "lee@b.example", userDisplayName: "Lee", userDomain: "b.example", orgUnit: null };
  await makeEntities(client, own, [
    { ...megan, appId: 10489, happenedAt: at(1), userTags: ["g1"] },
    { ...megan, appId: 15600, happenedAt: at(5), isAdminEvent: true },
    { ...megan, appId: 15600, happenedAt: at(3) },
    { ...lee, appId: 15600, instance: 2, happenedAt: at(9) },
    { userName: null },
  ]);
});

async function found(filters: object, member = reader, sort: object = {}) {
  const parsed = parseListQuery(entityList, { filters, ...sort }, new Date());
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const { rows } = await listEntities(callerOf(member), "all", parsed.query);
  return rows.map(({ id, saas }) => `${id.split("@")[0]} ${saas}`);
}

describe("entities", () => {
  test("are each user and each of their accounts once, the last seen first", async () => {
    expect(await found({})).toEqual(["lee 15600", "lee 0", "megan 15600", "megan 0", "megan 10489"]);
    const key = encodeEntityKey({ id: "megan@a.example", saas: 15600, inst: 0 });
    const account = await findEntity(callerOf(reader), key);
    expect(account).toMatchObject({ displayName: "Megan", isAdmin: true, lastSeenAt: at(5) });
  });

  test.each([
    [{ type: { eq: "user" } }, ["lee 0", "megan 0"]],
    [{ type: { eq: 2 }, app: { eq: 15600 } }, ["lee 15600", "megan 15600"]],
    [{ entity: { eq: [{ id: "megan@a.example", inst: 0, saas: 0 }] } }, ["megan 15600", "megan 0", "megan 10489"]],
    [{ entity: { eq: [{ id: "megan@a.example", inst: 0, saas: 10489 }] } }, ["megan 10489"]],
    [{ entity: { neq: [{ id: "megan@a.example" }] } }, ["lee 15600", "lee 0"]],
    [{ isAdmin: { eq: "true" } }, ["megan 15600", "megan 0"]],
    [{ isExternal: { eq: null }, domain: { eq: "b.example" } }, ["lee 15600", "lee 0"]],
    [{ isExternal: { eq: true } }, []],
    [{ userGroups: { eq: "g1" } }, ["megan 10489"]],
    [{ organization: { isnotset: true } }, ["lee 15600", "lee 0"]],
    [{ instance: { eq: [[15600, 2]] } }, ["lee 15600"]],
    [{ status: { neq: "2" } }, []],
  ])("are filtered by %j", async (filters, expected) => {
    expect(await found(filters)).toEqual(expected);
  });

  test("form a tree: a user's accounts, an account's user and siblings", async () => {
    const tree = (saas: number) =>
      findEntityTree(callerOf(reader), encodeEntityKey({ id: "megan@a.example", saas, inst: 0 }));
    expect(await tree(0)).toMatchObject({ parent: null, relatives: [{ saas: 10489 }, { saas: 15600 }] });
    expect(await tree(15600)).toMatchObject({ parent: { saas: 0 }, relatives: [{ saas: 10489 }] });
    await expect(tree(1)).rejects.toThrow("No such entity");
  });

  test("are listed to older clients as accounts alone", async () => {
    const parsed = parseListQuery(
      accountList,
      { filters: { service: { eq: 15600 }, "user.username": { startswith: "lee" } }, sortField: "username" },
      new Date(),
    );
    if (!parsed.ok) throw new Error("unreadable");
    const { rows } = await listEntities(callerOf(reader), "accounts", parsed.query);
    expect(rows).toMatchObject([{ id: "lee@b.example", saas: 15600 }]);
  });

  test("are their tenant's alone, and closed to who may not read them", async () => {
    expect(await found({}, stranger)).toEqual([]);
    const key = encodeEntityKey({ id: "megan@a.example", saas: 0, inst: 0 });
    await expect(findEntity(callerOf(stranger), key)).rejects.toThrow("No such entity");
    await expect(findEntityTree(callerOf(stranger), key)).rejects.toThrow("No such entity");
    const discovery = await makeMember(client, reader.tenant, { role: "discovery-global-administrator" });
    await expect(found({}, discovery)).rejects.toThrow("Insufficient role");
  });
});
