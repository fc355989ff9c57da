import { beforeAll, describe, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { makePolicy } from "@/prisma/policy-factories";
import { appClient } from "../db/client";
import { parseListQuery } from "../domain/list-query";
import type { Policy } from "../domain/policy";
import { policyList } from "../domain/policy-list";
import { findPolicy } from "./find-policy";
import { listPolicies } from "./list-policies";

const client = appClient();
let reader: TestMember;
let stranger: TestMember;
let file: Policy;

beforeAll(async () => {
  const [own, foreign] = await Promise.all([makeTenant(client), makeTenant(client)]);
  reader = await makeMember(client, own, { role: "security-reader" });
  stranger = await makeMember(client, foreign, { role: "global-administrator" });
  file = await makePolicy(client, own, { name: "Cards shared", severity: 2, modifiedAt: new Date(2026, 0, 3) });
  await makePolicy(client, own, { name: "Malware", type: "MALWARE", modifiedAt: new Date(2026, 0, 2) });
  await makePolicy(client, own, { name: "Old", type: "AUDIT", isEnabled: false, modifiedAt: new Date(2026, 0, 1) });
});

async function names(raw: Record<string, unknown>, member = reader) {
  const parsed = parseListQuery(policyList, raw, new Date());
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return (await listPolicies(callerOf(member), parsed.query)).rows.map(({ name }) => name);
}

describe("policies", () => {
  test.each([
    [{}, ["Cards shared", "Malware", "Old"]],
    [{ filters: { type: { eq: "FILE" } } }, ["Cards shared"]],
    [{ filters: { type: { neq: ["FILE", "AUDIT"] } } }, ["Malware"]],
    [{ filters: { enabled: { eq: false } } }, ["Old"]],
    [{ filters: { name: { contains: "CARDS" } } }, ["Cards shared"]],
    [{ filters: { severity: { eq: 1 } }, sortField: "name", sortDirection: "asc" }, ["Malware", "Old"]],
    [{ skip: 1, limit: 1 }, ["Malware"]],
  ])("are listed by %j", async (raw, expected) => {
    expect(await names(raw)).toEqual(expected);
  });

  test("are fetched by id, with their type or without, and by no other type", async () => {
    expect(await findPolicy(callerOf(reader), file.id, null)).toEqual(file);
    expect(await findPolicy(callerOf(reader), file.id, "FILE")).toEqual(file);
    await expect(findPolicy(callerOf(reader), file.id, "AUDIT")).rejects.toThrow("No such policy");
  });

  test("are their tenant's alone", async () => {
    expect(await names({}, stranger)).toEqual([]);
    await expect(findPolicy(callerOf(stranger), file.id, null)).rejects.toThrow("No such policy");
  });
});
