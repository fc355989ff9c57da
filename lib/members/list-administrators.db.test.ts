import { beforeAll, describe, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { administratorList } from "../domain/administrator-list";
import { parseListQuery } from "../domain/list-query";
import { listAdministrators } from "./list-administrators";

const client = appClient();
let reader: TestMember;
let stranger: TestMember;

beforeAll(async () => {
  const [own, foreign] = await Promise.all([makeTenant(client), makeTenant(client)]);
  reader = await makeMember(client, own, { role: "security-reader", email: "b@contoso.example" });
  await makeMember(client, own, { role: "global-administrator", email: "a@contoso.example" });
  await makeMember(client, own, { role: "security-operator", email: "c@contoso.example", joinedAt: null });
  await makeMember(client, own, { role: "security-operator", email: "d@contoso.example", deactivatedAt: new Date() });
  stranger = await makeMember(client, foreign, { role: "global-administrator", email: "e@fabrikam.example" });
});

async function list(by: TestMember, request: Record<string, unknown>) {
  const parsed = parseListQuery(administratorList, request, new Date());
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const { rows, ...page } = await listAdministrators(callerOf(by), parsed.query);
  return { ...page, emails: rows.map(({ email }) => email) };
}

describe("the people who may use the portal", () => {
  test("are listed by address and page, invited ones too, without those who were deactivated", async () => {
    const first = await list(reader, { sortDirection: "asc", limit: 2 });
    expect(first).toMatchObject({ emails: ["a@contoso.example", "b@contoso.example"], hasNext: true, total: 3 });
    const second = await list(reader, { sortDirection: "asc", limit: 2, skip: 2 });
    expect(second).toMatchObject({ emails: ["c@contoso.example"], hasNext: false, total: 3 });
  });

  test("are their tenant's alone, and closed to who may not see the directory", async () => {
    expect((await list(stranger, {})).emails).toEqual(["e@fabrikam.example"]);
    const discovery = await makeMember(client, reader.tenant, { role: "discovery-report-administrator" });
    await expect(list(discovery, {})).rejects.toThrow("Insufficient role");
  });
});
