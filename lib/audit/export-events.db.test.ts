import { beforeAll, describe, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import { auditView, listEventsInputOf } from "../domain/audit-query";
import { exportEvents } from "./export-events";
import { listEvents } from "./list-events";

const client = appClient();
const eventCount = 2_300;
let admin: TestMember;

beforeAll(async () => {
  const [own, foreign] = await Promise.all([makeTenant(client), makeTenant(client)]);
  admin = await makeMember(client, own, { role: "security-administrator" });
  const stranger = await makeMember(client, foreign, { role: "global-administrator" });
  await happen(admin, eventCount);
  await happen(stranger, 2);
});

/** Events in threes at one moment, so that batches end between equals. */
async function happen(member: TestMember, count: number): Promise<void> {
  await withTenant(
    member.tenant.id,
    (tx) => tx.$executeRaw`
      insert into audit_event (tenant_id, id, at, action, actor_kind, actor_id, actor_name, actor_role,
                               target_kind, target_id, target_name, ip, user_agent, request_id, detail)
      select ${member.tenant.id}::uuid, gen_random_uuid(), timestamptz '2026-06-01' + number / 3 * interval '1 minute',
             case number % 2 when 0 then 'member.signed-in' else 'member.signed-out' end, 'member', ${member.id},
             '=cmd()', ${member.role}, 'session', number::text, 'session', '192.0.2.10', 'test', number::text, '{}'
      from generate_series(0, ${count - 1}) as number`,
    client,
  );
}

function filter(change: Record<string, string> = {}) {
  return listEventsInputOf(auditView.parse(change), "UTC");
}

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

describe("an export", () => {
  test("holds every matching event of the tenant once, newest first, across its batches", async () => {
    const { pieces, count, isCut } = await exportEvents(callerOf(admin), {
      format: "json",
      filter: filter({ to: "2026-10-01" }),
    });
    const events: { id: string; at: string }[] = JSON.parse(await textOf(pieces));
    expect([count, isCut, events.length]).toEqual([eventCount, false, eventCount]);
    expect(new Set(events.map(({ id }) => id)).size).toBe(eventCount);
    expect(events.map(({ at }) => at)).toEqual(
      events
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
  });

  test("holds what the filter shows and no more", async () => {
    const { pieces } = await exportEvents(callerOf(admin), {
      format: "csv",
      filter: filter({ action: "member.signed-in" }),
    });
    const lines = (await textOf(pieces)).trimEnd().split("\r\n");
    expect(lines).toHaveLength(1 + eventCount / 2);
    expect(lines.slice(1).every((line) => line.includes(",member.signed-in,"))).toBe(true);
    expect(lines[1]).toContain(",'=cmd(),");
  });

  test("is itself an entry that says what was taken", async () => {
    const caller = callerOf(admin);
    await exportEvents(caller, { format: "csv", filter: filter({ actor: "nobody of this name" }) });
    const { rows } = await listEvents(caller, filter({ action: "audit.exported" }));
    expect(rows[0]?.actor.id).toBe(admin.id);
    expect(rows[0]?.detail).toEqual({ format: "csv", events: 0, actor: "nobody of this name" });
  });

  test("is refused to a role that may not read the log, and leaves no entry", async () => {
    const operator = await makeMember(client, admin.tenant, { role: "security-operator" });
    const refused = exportEvents(callerOf(operator), { format: "csv", filter: filter() });
    await expect(refused).rejects.toThrow("Insufficient role based permissions");
    expect((await listEvents(callerOf(admin), filter({ actor: operator.id }))).rows).toEqual([]);
  });
});
