import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import { storage } from "../storage/storage";
import { anchorChains } from "./anchor-chains";
import { readAnchor } from "./chain-anchor";
import { recordEvent, recordEvents } from "./record-event";
import { verifyChain, verifyEvents } from "./verify-chain";

const client = appClient();
const now = new Date("2026-11-29T12:00:00Z");
const files = mkdtempSync(path.join(tmpdir(), "portcullis-chain-"));
/** Whoever has the owner's password, or the superuser's, and takes the fence and the triggers away first. */
const intruder = new pg.Client({ connectionString: process.env.TEST_DATABASE_OWNER_URL });

beforeAll(async () => {
  process.env.PORTAL_DATA_DIR = files;
  await intruder.connect();
});

afterAll(async () => {
  await intruder.end();
  rmSync(files, { recursive: true, force: true });
});

async function administrator(): Promise<TestMember> {
  return makeMember(client, await makeTenant(client), { role: "global-administrator", name: "Ada" });
}

/** Odd names on purpose: what Postgres and JavaScript write as JSON has to be the same for all of them. */
const names = ["plain", 'quote " and \\', "line\nbreak\ttab\b\f\r", "\u0001\u001f\u007f", "\u2028 \u2029", "測試 😀 é"];

async function write(member: TestMember, count: number): Promise<void> {
  for (let place = 0; place < count; place++) {
    const target = { kind: "token", id: randomUUID(), name: names[place % names.length] ?? "" } as const;
    await withTenant(member.tenant.id, (tx) =>
      recordEvent(tx, callerOf(member), {
        action: "token.revoked",
        target,
        detail: { place, note: target.name, on: true, none: null, ratio: 1.5e-7 },
      }),
    );
  }
}

async function tamper(...statements: { text: string; values: unknown[] }[]): Promise<void> {
  const tables = ["audit_event", "audit_link"];
  await intruder.query("begin");
  for (const table of tables)
    await intruder.query(`alter table ${table} disable trigger user, no force row level security`);
  for (const statement of statements) await intruder.query(statement);
  for (const table of tables)
    await intruder.query(`alter table ${table} enable trigger user, force row level security`);
  await intruder.query("commit");
}

async function eventAt(member: TestMember, seq: number): Promise<string> {
  const rows = await withTenant(member.tenant.id, (tx) =>
    tx.auditLink.findMany({ where: { tenantId: member.tenant.id, seq }, select: { eventId: true } }),
  );
  return rows[0]?.eventId ?? "";
}

describe("an untouched audit log", () => {
  test("A-02: is verified to its last row, whatever its rows say", async () => {
    const ada = await administrator();
    await write(ada, names.length * 2);
    expect(await verifyChain(ada.tenant.id, now)).toMatchObject({ fault: null, verified: names.length * 2 });
  });

  test("A-02: is a chain without gaps when many write at once, and loses what is rolled back", async () => {
    const ada = await administrator();
    const attempt = (place: number) =>
      withTenant(ada.tenant.id, async (tx) => {
        const target = { kind: "alert", id: String(place), name: "Alert" } as const;
        await recordEvents(tx, callerOf(ada), [
          { action: "alert.closed", target },
          { action: "alert.marked-read", target },
        ]);
        if (place % 5 === 0) throw new Error("rolled back on purpose");
      });
    await Promise.allSettled(Array.from({ length: 40 }, (_, place) => attempt(place)));
    expect(await verifyChain(ada.tenant.id, now)).toMatchObject({ fault: null, verified: 64 });
  });

  test("A-02: takes thousands of rows in one statement", async () => {
    const ada = await administrator();
    const events = Array.from({ length: 5_000 }, (_, place) => ({
      action: "alert.closed" as const,
      target: { kind: "alert" as const, id: String(place), name: `Alert ${place}` },
    }));
    await withTenant(ada.tenant.id, (tx) => recordEvents(tx, callerOf(ada), events));
    expect(await verifyChain(ada.tenant.id, now)).toMatchObject({ fault: null, verified: 5_000 });
    const left = await withTenant(ada.tenant.id, (tx) => tx.$queryRaw`select count(*)::int as links from audit_link`);
    expect(left).toEqual([{ links: 5_000 }]);
  });

  test("A-02: is anchored outside the database, and the anchor moves on with it", async () => {
    const ada = await administrator();
    expect(await readAnchor(ada.tenant.id)).toEqual({ state: "none" });
    await write(ada, 2);
    await anchorChains(now);
    await write(ada, 1);
    await anchorChains(new Date(now.getTime() + 1));
    expect(await readAnchor(ada.tenant.id)).toMatchObject({ state: "sound", anchor: { seq: 3 } });
    expect(await verifyChain(ada.tenant.id, now)).toMatchObject({ fault: null, anchor: { state: "sound", seq: 3 } });
  });

  test("is verified by those who may read it alone", async () => {
    const ada = await administrator();
    await write(ada, 1);
    const reader = await makeMember(client, ada.tenant, { role: "security-reader" });
    expect(await verifyEvents(callerOf(ada))).toMatchObject({ fault: null, verified: 1 });
    expect(() => verifyEvents(callerOf(reader))).toThrow(/role/i);
  });
});

describe("the database", () => {
  test("A-02: lets the portal's role add rows of the log and nothing else", async () => {
    const ada = await administrator();
    await write(ada, 1);
    const attempts = [
      "update audit_event set action = 'token.generated'",
      "delete from audit_event",
      "truncate audit_event",
      "update audit_link set seq = seq + 1",
      "delete from audit_link",
      "insert into audit_link (tenant_id, seq, event_id, hash) select tenant_id, 9, uuidv7(), hash from audit_link",
      "delete from audit_unchained",
    ];
    for (const attempt of attempts)
      await expect(withTenant(ada.tenant.id, (tx) => tx.$executeRawUnsafe(attempt))).rejects.toThrow(
        /permission denied/,
      );
  });

  test("A-02: refuses changes of the log to its owner too, until the triggers are taken away", async () => {
    for (const table of ["audit_event", "audit_link"])
      for (const attempt of [`update ${table} set tenant_id = tenant_id`, `delete from ${table}`, `truncate ${table}`])
        await expect(intruder.query(attempt)).rejects.toThrow(/only ever added to/);
  });
});

describe("a tampered audit log", () => {
  test("A-02: a changed row is named by the verifier", async () => {
    const ada = await administrator();
    await write(ada, 5);
    const eventId = await eventAt(ada, 3);
    await tamper({ text: "update audit_event set actor_name = 'Mallory' where id = $1", values: [eventId] });
    expect(await verifyChain(ada.tenant.id, now)).toMatchObject({
      fault: { kind: "changed", seq: 3, eventId },
      verified: 2,
    });
  });

  test("A-02: a deleted row is named by the verifier, with its link or without", async () => {
    const [ada, bob] = await Promise.all([administrator(), administrator()]);
    await Promise.all([write(ada, 5), write(bob, 5)]);
    const eventId = await eventAt(ada, 3);
    await tamper(
      { text: "delete from audit_event where id = $1", values: [eventId] },
      { text: "delete from audit_event where id = $1", values: [await eventAt(bob, 2)] },
      { text: "delete from audit_link where tenant_id = $1 and seq = 2", values: [bob.tenant.id] },
    );
    expect((await verifyChain(ada.tenant.id, now)).fault).toEqual({ kind: "event-missing", seq: 3, eventId });
    expect((await verifyChain(bob.tenant.id, now)).fault).toEqual({ kind: "link-missing", seq: 2, eventId: null });
  });

  test("A-02: reordered rows are named by the verifier", async () => {
    const ada = await administrator();
    await write(ada, 5);
    const swap = "update audit_link set seq = $3 where tenant_id = $1 and seq = $2";
    await tamper(
      { text: swap, values: [ada.tenant.id, 2, 99] },
      { text: swap, values: [ada.tenant.id, 4, 2] },
      { text: swap, values: [ada.tenant.id, 99, 4] },
    );
    expect((await verifyChain(ada.tenant.id, now)).fault).toMatchObject({ kind: "changed", seq: 2 });
  });

  test("A-02: a tail that was cut off is missed, because the anchor tells how long the log was", async () => {
    const ada = await administrator();
    await write(ada, 5);
    await anchorChains(now);
    await tamper(
      {
        text: "delete from audit_event where id in (select event_id from audit_link where tenant_id = $1 and seq > 3)",
        values: [ada.tenant.id],
      },
      { text: "delete from audit_link where tenant_id = $1 and seq > 3", values: [ada.tenant.id] },
    );
    expect((await verifyChain(ada.tenant.id, now)).fault).toEqual({ kind: "tail-missing", seq: 4, eventId: null });
    expect(await anchorChains(now)).toContain(ada.tenant.id);
    expect(await readAnchor(ada.tenant.id)).toMatchObject({ anchor: { seq: 5 } });
  });

  test("A-02: a chain copied from another tenant does not fit", async () => {
    const [ada, bob] = await Promise.all([administrator(), administrator()]);
    await write(ada, 3);
    const values = [ada.tenant.id, bob.tenant.id];
    await tamper(
      {
        text: `insert into audit_event select $2, id, at, action, actor_kind, actor_id, actor_name, actor_role, target_kind,
                 target_id, target_name, ip, user_agent, request_id, detail from audit_event where tenant_id = $1`,
        values,
      },
      {
        text: "insert into audit_link select $2, seq, event_id, hash from audit_link where tenant_id = $1",
        values,
      },
    );
    expect((await verifyChain(bob.tenant.id, now)).fault).toMatchObject({ kind: "changed", seq: 1 });
    expect((await verifyChain(ada.tenant.id, now)).fault).toBeNull();
  });

  test("A-02: a chain that was calculated anew does not fit its anchor, and cannot be anchored again", async () => {
    const ada = await administrator();
    await write(ada, 4);
    await anchorChains(now);
    await tamper(
      {
        text: "update audit_event set target_name = 'nothing to see' where id = $1",
        values: [await eventAt(ada, 2)],
      },
      {
        text: `update audit_link l set hash = anew.hash from (
                 select e.id, audit_hash_after(audit_chain_start(e.tenant_id), audit_row_bytes(e)) over (order by k.seq) as hash
                 from audit_event e join audit_link k on k.tenant_id = e.tenant_id and k.event_id = e.id
                 where e.tenant_id = $1) as anew where l.tenant_id = $1 and l.event_id = anew.id`,
        values: [ada.tenant.id],
      },
    );
    expect((await verifyChain(ada.tenant.id, now)).fault).toMatchObject({ kind: "rewritten", seq: 4 });
    await write(ada, 1);
    expect(await anchorChains(now)).toContain(ada.tenant.id);
    expect((await verifyChain(ada.tenant.id, now)).fault).toMatchObject({ kind: "rewritten", seq: 4 });
  });

  test("A-02: a row that was put in with the triggers off is named", async () => {
    const ada = await administrator();
    await write(ada, 2);
    const eventId = randomUUID();
    await tamper({
      text: `insert into audit_event select tenant_id, $2, at, action, actor_kind, actor_id, actor_name, actor_role, target_kind,
               target_id, target_name, ip, user_agent, request_id, detail from audit_event where tenant_id = $1 limit 1`,
      values: [ada.tenant.id, eventId],
    });
    expect((await verifyChain(ada.tenant.id, now)).fault).toEqual({ kind: "unchained", seq: null, eventId });
  });

  test("A-02: an anchor that somebody made up is not believed", async () => {
    const ada = await administrator();
    await write(ada, 1);
    const forged = {
      tenantId: ada.tenant.id,
      seq: 1,
      hash: "0".repeat(64),
      at: now.toISOString(),
      mac: "x".repeat(43),
    };
    const key = { tenantId: ada.tenant.id, name: "audit/anchor.json" };
    await (await storage()).put(key, Readable.from([Buffer.from(JSON.stringify(forged))]), 4_096);
    expect((await verifyChain(ada.tenant.id, now)).anchor).toEqual({ state: "foreign" });
  });
});
