import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { makeActivities, makeAlerts } from "@/prisma/history-factories";
import { appClient } from "../db/client";
import { type Transaction, withTenant } from "../db/transaction";
import { siemAgentSettings } from "../domain/siem-agent";
import { siemBatch } from "../domain/siem-feed";
import { addSiemAgent } from "../siem-agents/add-siem-agent";
import { buildApi } from "./app";

/* What a SIEM agent reads while others store: nothing is skipped, and only those who store events hold anything back. */

const client = appClient();
let api: FastifyInstance;
/** Ada administrates a tenant of her own in each test. */
let ada: TestMember;

beforeAll(async () => {
  api = await buildApi({
    tenantOfHost: async () => ({ kind: "base" }),
    clientAddress: () => "192.0.2.1",
    limits: { perToken: 10_000, perTenant: 10_000, failuresPerAddress: 10_000 },
  });
  await api.ready();
});

afterAll(() => api.close());

beforeEach(async () => {
  ada = await makeMember(client, await makeTenant(client), { role: "global-administrator", name: "Ada" });
});

function add() {
  const settings = siemAgentSettings.parse({
    ...{ name: "splunk", format: "generic-cef", timeFormat: "rfc5424", includePriority: true, includeSystemName: true },
    ...{ host: "siem.contoso.example", port: 514, protocol: "tcp", caPem: null },
    ...{ alertFilters: {}, activityFilters: {} },
  });
  return addSiemAgent(callerOf(ada), settings);
}

async function post(secret: string, call: string, payload: object = {}) {
  const headers = { authorization: `Token ${secret}` };
  const answer = await api.inject({ method: "POST", url: `/api/v1/agents/siem/self/${call}`, headers, payload });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer;
}

async function pull(secret: string) {
  return siemBatch.parse((await post(secret, "events/")).json());
}

const idsOf = (batch: { events: { id: string }[] }) => batch.events.map(({ id }) => id).sort();

test("an agent misses nothing that a slow transaction stores behind a faster one, and waits for nothing behind it", async () => {
  const { secret } = await add();
  await pull(secret);
  const slow = await openTransaction(
    (tx) => insertAlert(tx, "c".repeat(24)),
    (tx) => insertAlert(tx, "f".repeat(24)),
  );
  await makeAlerts(client, ada.tenant, [{ id: "d".repeat(24) }]);
  const during = await pull(secret);
  expect(during.events).toEqual([]);
  await post(secret, "acknowledge/", { cursor: during.cursor });
  await slow.release();
  const after = await pull(secret);
  expect(idsOf(after)).toEqual(["c".repeat(24), "d".repeat(24), "f".repeat(24)]);
});

test("an agent misses nothing of a transaction that was open long before it stored its first event", async () => {
  const { secret } = await add();
  await pull(secret);
  const late = await openTransaction(
    (tx) => tx.$executeRaw`select pg_current_xact_id()`,
    (tx) => insertAlert(tx, "c".repeat(24)),
  );
  await makeAlerts(client, ada.tenant, [{ id: "d".repeat(24) }]);
  const during = await pull(secret);
  expect(idsOf(during)).toEqual(["d".repeat(24)]);
  await post(secret, "acknowledge/", { cursor: during.cursor });
  await late.release();
  expect(idsOf(await pull(secret))).toEqual(["c".repeat(24)]);
});

test("an agent does not wait for a transaction that stores no events, however old it is", async () => {
  const { secret } = await add();
  await pull(secret);
  const unrelated = await openTransaction((tx) => tx.$executeRaw`update tenant set name = name`);
  await makeAlerts(client, ada.tenant, [{ id: "d".repeat(24) }]);
  await makeActivities(client, ada.tenant, [{ id: "while it lasts" }]);
  expect(idsOf(await pull(secret))).toEqual(["d".repeat(24), "while it lasts"]);
  await unrelated.release();
});

test("an agent begins in front of what is being stored at the moment of its first pull", async () => {
  const slow = await openTransaction((tx) => insertAlert(tx, "c".repeat(24)));
  await makeAlerts(client, ada.tenant, [{ id: "d".repeat(24) }]);
  const { secret } = await add();
  const first = await pull(secret);
  await post(secret, "acknowledge/", { cursor: first.cursor });
  await slow.release();
  expect(idsOf(await pull(secret))).toEqual(["c".repeat(24), "d".repeat(24)]);
});

test("an agent follows what is rolled back to a savepoint and stored again", async () => {
  const { secret } = await add();
  await pull(secret);
  await withTenant(ada.tenant.id, async (tx) => {
    await tx.$executeRaw`savepoint attempt`;
    await insertAlert(tx, "c".repeat(24));
    await tx.$executeRaw`rollback to savepoint attempt`;
    await insertAlert(tx, "e".repeat(24));
  });
  expect(idsOf(await pull(secret))).toEqual(["e".repeat(24)]);
});

test("what an agent reads is complete and in order while many transactions store and one reader acknowledges", async () => {
  const { secret } = await add();
  await pull(secret);
  const state = { storing: true };
  const seen: string[] = [];
  const reading = (async () => {
    for (let isLast = false; !isLast; ) {
      isLast = !state.storing;
      const batch = await pull(secret);
      seen.push(...batch.events.map(({ id }) => id));
      await post(secret, "acknowledge/", { cursor: batch.cursor });
    }
  })();
  const store = async (writer: number) => {
    for (let round = 0; round < 25; round += 1)
      await withTenant(ada.tenant.id, async (tx) => {
        for (const half of ["a", "b"]) await insertAlert(tx, `${writer}-${round}-${half}`);
      });
  };
  await Promise.all([1, 2, 3, 4].map(store));
  state.storing = false;
  await reading;
  expect(seen).toHaveLength(200);
  expect(new Set(seen).size).toBe(200);
});

/** What an insert of an alert needs, apart from who and when. */
async function insertAlert(tx: Transaction, id: string): Promise<void> {
  await tx.$executeRaw`insert into alert (tenant_id, id, type_number, raised_at, title, description, severity, stories,
    is_discovery, intents, evidence, threat_score, risk, is_system, context_id, entities, entity_keys, activity_ids)
    values (${ada.tenant.id}::uuid, ${id}, 1, now(), 'slow', '', 1, '{}', false, '{}', '{}', 0, 0, true,
    gen_random_uuid(), '[]', '{}', '{}')`;
}

/** A transaction of Ada's tenant that stays open behind its first work until it is released, and then does the last. */
async function openTransaction(work: (tx: Transaction) => Promise<unknown>, last: typeof work = async () => {}) {
  const held = gate();
  const begun = gate();
  const ended = withTenant(ada.tenant.id, async (tx) => {
    await work(tx);
    begun.open();
    await held.opened;
    await last(tx);
  });
  await Promise.race([begun.opened, ended]);
  return {
    async release() {
      held.open();
      await ended;
    },
  };
}

/** Something that is waited for until it is opened. */
function gate() {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}
