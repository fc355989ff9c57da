import { beforeAll, describe, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { makeAlerts } from "@/prisma/history-factories";
import { appClient } from "../db/client";
import { alertList } from "../domain/alert-list";
import { parseListQuery } from "../domain/list-query";
import { findAlert } from "./find-alert";
import { listAlerts } from "./list-alerts";
import { markAlertRead } from "./mark-alert-read";

const client = appClient();
const now = new Date();
const minute = 60 * 1000;
let reader: TestMember;
let discoverer: TestMember;
let stranger: TestMember;
let ids: string[];

beforeAll(async () => {
  const [own, foreign] = await Promise.all([makeTenant(client), makeTenant(client)]);
  reader = await makeMember(client, own, { role: "security-reader" });
  discoverer = await makeMember(client, own, { role: "discovery-report-administrator" });
  stranger = await makeMember(client, foreign, { role: "global-administrator" });
  const alerts = await makeAlerts(
    client,
    own,
    Array.from({ length: 25 }, (_, index) => ({
      raisedAt: new Date(now.getTime() - (index + 1) * minute),
      severity: index % 3,
      isDiscovery: index % 5 === 0,
      stories: index % 5 === 0 ? [4] : [0],
      entityKeys: [`user:person${index % 2}`, "service:15600", `ip:192.0.2.${index}`],
      policyId: index % 4 === 0 ? "policy-one" : null,
      resolution: index >= 20 ? 3 : 0,
      resolvedAt: index >= 20 ? now : null,
    })),
  );
  ids = alerts.map(({ id }) => id);
});

async function list(member: TestMember, raw: Record<string, unknown>) {
  const parsed = parseListQuery(alertList, raw, now);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const { rows, ...result } = await listAlerts(callerOf(member), parsed.query);
  return { ...result, ids: rows.map(({ id }) => id) };
}

describe("the list of alerts", () => {
  test("comes in pages, the latest first, without gap or repetition", async () => {
    const pages = [await list(reader, { limit: 10 }), await list(reader, { limit: 10, skip: 10 })];
    const last = await list(reader, { limit: 10, skip: 20 });
    expect([...pages, last].flatMap((page) => page.ids)).toEqual(ids);
    expect(pages.map(({ hasNext, total }) => [hasNext, total])).toEqual([
      [true, 25],
      [true, 25],
    ]);
    expect(last).toMatchObject({ hasNext: false, total: 25, moreThanTotal: false });
  });

  test("knows its total beyond the end", async () => {
    expect(await list(reader, { skip: 100 })).toMatchObject({ ids: [], total: 25, hasNext: false });
  });

  test("turns around by date", async () => {
    expect((await list(reader, { sortDirection: "asc" })).ids).toEqual(ids.toReversed());
  });

  test("sorts by severity, then by date", async () => {
    const expected = [2, 1, 0].flatMap((severity) => ids.filter((_, index) => index % 3 === severity));
    expect((await list(reader, { sortField: "severity" })).ids).toEqual(expected);
  });

  test.each([
    [{ severity: { eq: 2 } }, (index: number) => index % 3 === 2],
    [{ severity: { neq: [0, 1] } }, (index: number) => index % 3 === 2],
    [{ "entity.user": { eq: "person1" } }, (index: number) => index % 2 === 1],
    [{ "entity.user": { neq: ["person1"] } }, (index: number) => index % 2 === 0],
    [{ "entity.service": { eq: [15600] } }, () => true],
    [{ "entity.ip": { eq: ["192.0.2.3", "192.0.2.4"] } }, (index: number) => index === 3 || index === 4],
    [{ alertOpen: { eq: true } }, (index: number) => index < 20],
    [{ resolutionStatus: { eq: 1 } }, (index: number) => index >= 20],
    [{ source: { eq: "policy" } }, (index: number) => index % 4 === 0],
    [{ resolutionDate: { gte_ndays: 0 } }, null],
    [{ resolutionDate: { gte: 0 } }, (index: number) => index >= 20],
    [{ severity: { eq: 1 }, "entity.user": { eq: "person0" } }, (index: number) => index % 3 === 1 && index % 2 === 0],
  ])("filtered by %j holds exactly those", async (filters, keeps) => {
    if (keeps === null) {
      await expect(list(reader, { filters })).rejects.toThrow(/gte_ndays/);
      return;
    }
    expect((await list(reader, { filters })).ids).toEqual(ids.filter((_, index) => keeps(index)));
  });

  test("the total of what is about something counts each alert once, and those that the caller may see", async () => {
    const about = (user: string[]) => ({ filters: { "entity.user": { eq: user } }, limit: 1 });
    expect(await list(reader, about(["person0"]))).toMatchObject({ total: 13, hasNext: true });
    expect(await list(reader, about(["person0", "person1", "nobody"]))).toMatchObject({ total: 25, hasNext: true });
    expect(await list(discoverer, about(["person0"]))).toMatchObject({ total: 3 });
    expect(await list(stranger, about(["person0"]))).toMatchObject({ ids: [], total: 0 });
    const twice = { "entity.user": { eq: "person0" }, "entity.ip": { eq: ["192.0.2.2", "192.0.2.4", "192.0.2.5"] } };
    expect(await list(reader, { filters: twice, limit: 1 })).toMatchObject({ ids: [ids[2]], total: 2 });
  });

  test("the total counts an alert once that is about two of the asked for", async () => {
    const other = await makeMember(client, await makeTenant(client), { role: "security-reader" });
    const both = { entityKeys: ["user:one", "user:two"] };
    await makeAlerts(client, other.tenant, [both, both]);
    const asked = { filters: { "entity.user": { eq: ["one", "two"] } }, limit: 1 };
    expect(await list(other, asked)).toMatchObject({ total: 2, hasNext: true });
  });

  test("a date bound holds to the millisecond", async () => {
    const at = now.getTime() - 5 * minute;
    expect((await list(reader, { filters: { date: { gte: at } } })).ids).toHaveLength(5);
    expect((await list(reader, { filters: { date: { gte: at + 1 } } })).ids).toHaveLength(4);
    expect((await list(reader, { filters: { date: { range: [{ start: at, end: at }] } } })).ids).toEqual([ids[4]]);
  });
});

describe("who sees which alerts", () => {
  test("another tenant's administrator sees none, and a guessed id reads like a missing one", async () => {
    expect(await list(stranger, {})).toMatchObject({ ids: [], total: 0 });
    const id = String(ids[0]);
    const guessed = await findAlert(callerOf(stranger), id).catch((error: Error) => error.message);
    const missing = await findAlert(callerOf(stranger), "0".repeat(24)).catch((error: Error) => error.message);
    expect(guessed).toBe(missing);
    expect((await findAlert(callerOf(reader), id)).id).toBe(id);
  });

  test("Cloud Discovery's administrator sees discovery alerts only, by list and by id", async () => {
    expect((await list(discoverer, {})).ids).toEqual(ids.filter((_, index) => index % 5 === 0));
    await expect(findAlert(callerOf(discoverer), String(ids[1]))).rejects.toMatchObject({ code: "not-found" });
    expect((await findAlert(callerOf(discoverer), String(ids[0]))).id).toBe(ids[0]);
  });

  test("read marks change with read permission, are recorded once, and stop at the tenant's fence", async () => {
    const id = String(ids[2]);
    expect(await markAlertRead(callerOf(reader), id, true)).toMatchObject({ isRead: true });
    await markAlertRead(callerOf(reader), id, true);
    const recorded = await client.$transaction(async (tx) => {
      await tx.$executeRaw`select set_config('app.tenant', ${reader.tenant.id}, true)`;
      return tx.auditEvent.count({ where: { targetId: id, action: "alert.marked-read" } });
    });
    expect(recorded).toBe(1);
    expect(await markAlertRead(callerOf(reader), id, false)).toMatchObject({ isRead: false });
    await expect(markAlertRead(callerOf(stranger), id, true)).rejects.toMatchObject({ code: "not-found" });
  });
});
