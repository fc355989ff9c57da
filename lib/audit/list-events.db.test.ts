import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import type { AuditAction, AuditEvent } from "../domain/audit-event";
import { auditView, type ListEventsInput, listEventsInputOf } from "../domain/audit-query";
import { listEvents } from "./list-events";
import { recordEvent } from "./record-event";

const client = appClient();
let admin: TestMember;
let reader: TestMember;
let stranger: TestMember;

const began = Date.parse("2026-11-01T00:00:00Z");
const hour = 60 * 60 * 1000;

beforeAll(async () => {
  const [own, foreign] = await Promise.all([makeTenant(client), makeTenant(client)]);
  admin = await makeMember(client, own, { role: "global-administrator", name: "Ada 100% Admin" });
  reader = await makeMember(client, own, { role: "security-reader", name: "Rita Reader" });
  stranger = await makeMember(client, foreign, { role: "global-administrator", name: "Stranger" });
  await happen(admin, 120, "token.generated");
  await happen(stranger, 3, "token.revoked");
});

/** As many events as asked for, one each hour, one in ten at the same moment as the one before. */
async function happen(member: TestMember, count: number, action: AuditAction): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => ({
    tenantId: member.tenant.id,
    at: new Date(began + (index - (index % 10 === 5 ? 1 : 0)) * hour),
    action: index === 7 ? "member.role-changed" : action,
    actorKind: "member",
    actorId: member.id,
    actorName: index === 7 ? "Rita Reader" : member.name,
    actorRole: member.role,
    targetKind: "token",
    targetId: `target${index}`,
    targetName: `Nightly ${index}`,
    ip: index === 11 ? "198.51.100.77" : "192.0.2.10",
    userAgent: "test",
    requestId: index === 12 ? "0190d3a1-aaaa-7000-8000-000000000012" : randomUUID(),
    detail: {},
  }));
  await withTenant(member.tenant.id, (tx) => tx.auditEvent.createMany({ data: rows }), client);
}

function input(change: Record<string, string> = {}): ListEventsInput {
  return listEventsInputOf(auditView.parse(change), "UTC");
}

async function walk(first: ListEventsInput): Promise<AuditEvent[][]> {
  const pages: AuditEvent[][] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page = await listEvents(callerOf(admin), { ...first, after: cursor });
    pages.push(page.rows);
    cursor = page.next;
  }
  return pages;
}

describe("the pages of the audit log", () => {
  test.each(["desc", "asc"])("hold each event once, in order (%s)", async (direction) => {
    const pages = await walk(input({ direction }));
    const events = pages.flat();
    expect(pages.map((page) => page.length)).toEqual([50, 50, 20]);
    expect(new Set(events.map(({ id }) => id)).size).toBe(120);
    const times = events.map(({ at }) => at.getTime());
    expect(times).toEqual(times.toSorted((a, b) => (direction === "asc" ? a - b : b - a)));
  });

  test("lead back to where they came from", async () => {
    const caller = callerOf(admin);
    const first = await listEvents(caller, input());
    const second = await listEvents(caller, { ...input(), after: first.next ?? "" });
    const again = await listEvents(caller, { ...input(), before: second.previous ?? "" });
    expect(again.rows.map(({ id }) => id)).toEqual(first.rows.map(({ id }) => id));
    expect(again.previous).toBeNull();
    expect(again.next).not.toBeNull();
  });

  test("begin at the start for a cursor of another view", async () => {
    const caller = callerOf(admin);
    const { next } = await listEvents(caller, input());
    const other = await listEvents(caller, { ...input({ direction: "asc" }), after: next ?? "" });
    expect(other.previous).toBeNull();
  });
});

describe("a filter finds", () => {
  const found = async (change: Record<string, string>) => (await walk(input(change))).flat();

  test("an action", async () => {
    const events = await found({ action: "member.role-changed" });
    expect(events.map(({ target }) => target.id)).toEqual(["target7"]);
  });

  test("who, by a part of the name in any case, and by the whole id", async () => {
    expect(await found({ actor: "rita" })).toHaveLength(1);
    expect(await found({ actor: admin.id })).toHaveLength(120);
    expect(await found({ actor: admin.id.slice(0, 8) })).toHaveLength(0);
  });

  test("a percent sign and an underscore as themselves", async () => {
    expect(await found({ actor: "100%" })).toHaveLength(119);
    expect(await found({ actor: "100% A" })).toHaveLength(119);
    expect(await found({ actor: "1_0" })).toHaveLength(0);
    expect(await found({ actor: "R%a" })).toHaveLength(0);
  });

  test("the target, the address, the request", async () => {
    expect(await found({ target: "nightly 11" })).toHaveLength(11);
    expect(await found({ target: "target11" })).toHaveLength(1);
    expect(await found({ search: "198.51.100." })).toHaveLength(1);
    expect(await found({ search: "0190d3a1-aaaa-7000-8000-000000000012" })).toHaveLength(1);
  });

  test("whole days of the reader's time zone, first and last included", async () => {
    const days = { from: "2026-11-02", to: "2026-11-02" };
    const inZone = async (zone: string) => {
      const { rows } = await listEvents(callerOf(admin), listEventsInputOf(auditView.parse(days), zone));
      return rows.map(({ at }) => at.toISOString());
    };
    const utc = await inZone("UTC");
    expect([utc.at(-1), utc[0]]).toEqual(["2026-11-02T00:00:00.000Z", "2026-11-02T23:00:00.000Z"]);
    const taipei = await inZone("Asia/Taipei");
    expect([taipei.at(-1), taipei[0]]).toEqual(["2026-11-01T16:00:00.000Z", "2026-11-02T15:00:00.000Z"]);
  });

  test("nothing at all without an error", async () => {
    expect(await found({ search: "no such thing" })).toEqual([]);
  });
});

describe("who may read", () => {
  test("an administrator of another tenant sees their own log and nothing of this one", async () => {
    const { rows } = await listEvents(callerOf(stranger), input());
    expect(rows).toHaveLength(3);
    expect(rows.every(({ actor }) => actor.name === "Stranger")).toBe(true);
    expect((await listEvents(callerOf(stranger), input({ actor: admin.id }))).rows).toEqual([]);
  });

  test("a security reader is refused, a global reader is not", async () => {
    expect(() => listEvents(callerOf(reader), input())).toThrow("Insufficient role based permissions");
    const globalReader = await makeMember(client, admin.tenant, { role: "global-reader" });
    expect((await listEvents(callerOf(globalReader), input())).rows).toHaveLength(50);
  });
});

describe("an audit row", () => {
  test("disappears with the change that fails", async () => {
    const caller = callerOf(stranger);
    const lost = withTenant(stranger.tenant.id, async (tx) => {
      await recordEvent(tx, caller, { action: "token.generated", target: { kind: "token", id: "lost", name: "lost" } });
      throw new Error("the change failed");
    });
    await expect(lost).rejects.toThrow("the change failed");
    expect((await listEvents(caller, input({ target: "lost" }))).rows).toEqual([]);
  });

  test("cannot be changed or deleted by the portal's role", async () => {
    const { id } = stranger.tenant;
    const rename = withTenant(id, (tx) => tx.auditEvent.updateMany({ data: { actorName: "nobody" } }), client);
    await expect(rename).rejects.toThrow(/permission denied|denied access/i);
    await expect(withTenant(id, (tx) => tx.auditEvent.deleteMany(), client)).rejects.toThrow(/denied/i);
  });
});
