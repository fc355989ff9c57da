import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { makeAlerts } from "@/prisma/history-factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import type { ClosingVerdict } from "../domain/alert";
import type { AlertFilter } from "../domain/alert-list";
import type { Condition } from "../domain/filter";
import type { Tenant } from "../domain/tenant";
import { closeAlerts, closingMaximum } from "./close-alerts";
import { findAlert } from "./find-alert";

const client = appClient();
let tenant: Tenant;
let operator: TestMember;
let stranger: TestMember;

beforeAll(async () => {
  const [own, foreign] = await Promise.all([makeTenant(client), makeTenant(client)]);
  tenant = own;
  operator = await makeMember(client, own, { role: "security-operator", name: "Olga Operator" });
  stranger = await makeMember(client, foreign, { role: "global-administrator" });
});

function byId(...ids: string[]): Condition<AlertFilter>[] {
  return [{ field: "id", test: { kind: "among", values: ids, orNull: false, negated: false } }];
}

function closing(conditions: Condition<AlertFilter>[], verdict: ClosingVerdict = "benign") {
  return { verdict, conditions, comment: "Planned test", reason: 6, feedback: null };
}

async function makeAlert(input: Parameters<typeof makeAlerts>[2][number] = {}): Promise<string> {
  const [alert] = await makeAlerts(client, tenant, [input]);
  return z.string().parse(alert?.id);
}

function closingsInAudit(id: string) {
  return withTenant(
    tenant.id,
    (tx) => tx.auditEvent.findMany({ where: { tenantId: tenant.id, targetId: id, action: "alert.closed" } }),
    client,
  );
}

describe("closing alerts", () => {
  test.each([
    ["benign", 4],
    ["false-positive", 3],
    ["true-positive", 5],
  ] as const)("as %s stores it with who, when and why", async (verdict, resolution) => {
    const id = await makeAlert();
    const at = new Date("2026-11-20T10:00:00.000Z");
    const result = await closeAlerts(callerOf(operator), closing(byId(id), verdict), at);
    expect(result).toEqual({ closed: 1, notFound: [] });
    const alert = await findAlert(callerOf(operator), id);
    expect(alert).toMatchObject({
      resolution,
      resolvedAt: at,
      resolvedByName: "Olga Operator",
      comment: "Planned test",
    });
  });

  test("writes one audit row for each alert, with its verdict", async () => {
    const ids = [await makeAlert(), await makeAlert()];
    await closeAlerts(callerOf(operator), closing(byId(...ids)));
    for (const id of ids) {
      const rows = await closingsInAudit(id);
      expect(rows).toHaveLength(1);
      expect(rows[0]).toMatchObject({ actorId: operator.id, detail: { verdict: "benign", reasonId: 6 } });
    }
  });

  test("closes nothing when its audit rows cannot be written", async () => {
    const id = await makeAlert();
    const caller = { ...callerOf(operator), requestId: "NUL \0 is no text in Postgres" };
    await expect(closeAlerts(caller, closing(byId(id)))).rejects.toThrow();
    expect(await findAlert(callerOf(operator), id)).toMatchObject({ resolution: 0, resolvedAt: null });
  });

  test("a second time changes and records nothing, and tells which were not open", async () => {
    const id = await makeAlert();
    await closeAlerts(callerOf(operator), closing(byId(id), "benign"));
    const again = await closeAlerts(callerOf(operator), closing(byId(id, "missing"), "true-positive"));
    expect(again).toEqual({ closed: 0, notFound: [id, "missing"] });
    expect(await findAlert(callerOf(operator), id)).toMatchObject({ resolution: 4 });
    expect(await closingsInAudit(id)).toHaveLength(1);
  });

  test("of two at once only one wins", async () => {
    const id = await makeAlert();
    const results = await Promise.all([
      closeAlerts(callerOf(operator), closing(byId(id), "benign")),
      closeAlerts(callerOf(operator), closing(byId(id), "true-positive")),
    ]);
    expect(results.map(({ closed }) => closed).sort()).toEqual([0, 1]);
    expect(await closingsInAudit(id)).toHaveLength(1);
  });

  test("without any filter is refused: it would close everything", () => {
    expect(() => closeAlerts(callerOf(operator), closing([]))).toThrow(/At least one filter/);
  });

  test("of more than the maximum is refused whole", async () => {
    const crowded = await makeTenant(client);
    const admin = await makeMember(client, crowded, { role: "global-administrator" });
    await makeAlerts(
      client,
      crowded,
      Array.from({ length: closingMaximum + 1 }, () => ({ severity: 0 })),
    );
    const low: Condition<AlertFilter>[] = [
      { field: "severity", test: { kind: "among", values: [0], orNull: false, negated: false } },
    ];
    await expect(closeAlerts(callerOf(admin), closing(low))).rejects.toMatchObject({ code: "invalid" });
    const open = await withTenant(crowded.id, (tx) => tx.alert.count({ where: { resolution: 0 } }), client);
    expect(open).toBe(closingMaximum + 1);
  });
});

describe("who may close what", () => {
  test("an operator may, a reader of the same tenant may not", async () => {
    const reader = await makeMember(client, tenant, { role: "security-reader" });
    const id = await makeAlert();
    expect(() => closeAlerts(callerOf(reader), closing(byId(id)))).toThrow("Insufficient role based permissions");
    expect((await closeAlerts(callerOf(operator), closing(byId(id)))).closed).toBe(1);
  });

  test("another tenant's administrator finds nothing, the owner's operator does", async () => {
    const id = await makeAlert();
    expect(await closeAlerts(callerOf(stranger), closing(byId(id)))).toEqual({ closed: 0, notFound: [id] });
    expect((await closeAlerts(callerOf(operator), closing(byId(id)))).closed).toBe(1);
  });

  test("Cloud Discovery's administrator closes discovery alerts and no others", async () => {
    const discoverer = await makeMember(client, tenant, { role: "discovery-global-administrator" });
    const discovery = await makeAlert({ stories: [4], isDiscovery: true });
    const threat = await makeAlert();
    const result = await closeAlerts(callerOf(discoverer), closing(byId(discovery, threat)));
    expect(result).toEqual({ closed: 1, notFound: [threat] });
  });
});
