import { beforeEach, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import { createDataSource } from "../discovery/create-data-source";
import { type LogCollectorSettingsInput, logCollectorSettings, logCollectorsMaximum } from "../domain/log-collector";
import { addLogCollector } from "./add-log-collector";
import { deleteLogCollector, editLogCollector, regenerateLogCollectorToken } from "./change-log-collector";
import { getLogCollector, listLogCollectors, searchLogCollectorNames } from "./list-log-collectors";

const client = appClient();
/** Ada administrates a tenant of her own in each test, Bob another one; each has a data source. */
let ada: TestMember;
let bob: TestMember;
let adasSource: string;
let bobsSource: string;

beforeEach(async () => {
  ada = await makeMember(client, await makeTenant(client), { role: "global-administrator", name: "Ada" });
  bob = await makeMember(client, await makeTenant(client), { role: "global-administrator", name: "Bob" });
  [adasSource, bobsSource] = [await makeSource(ada), await makeSource(bob)];
});

async function makeSource(member: TestMember, name = "proxy", receiver: "syslog-tcp" | null = "syslog-tcp") {
  const settings = { logType: 146, anonymizesUsers: false, comment: "", customParser: null };
  return (await createDataSource(callerOf(member), { name, receiver, ...settings }, new Date())).id;
}

function settings(name: string, source: string, port: number | null = null): LogCollectorSettingsInput {
  return { name, host: "192.0.2.7", sources: [{ id: source, port }] };
}

function add(member: TestMember, name: string, source: string, port: number | null = null) {
  return addLogCollector(callerOf(member), logCollectorSettings.parse(settings(name, source, port)));
}

test("each tenant sees and changes its own log collectors alone, and links its own data sources alone", async () => {
  const { id } = await add(ada, "taipei", adasSource);
  await add(bob, "taipei", bobsSource);
  expect((await listLogCollectors(callerOf(bob), new Date())).map(({ name }) => name)).toEqual(["taipei"]);
  const notFound = { code: "not-found" };
  await expect(getLogCollector(callerOf(bob), id, new Date())).rejects.toMatchObject(notFound);
  await expect(deleteLogCollector(callerOf(bob), { id })).rejects.toMatchObject(notFound);
  const parsed = logCollectorSettings.parse(settings("mine", bobsSource));
  await expect(editLogCollector(callerOf(bob), { id, settings: parsed })).rejects.toMatchObject(notFound);
  await expect(add(bob, "other", adasSource)).rejects.toMatchObject(notFound);
  expect((await getLogCollector(callerOf(ada), id, new Date())).name).toBe("taipei");
});

test("who may manage log collectors may, and nobody else", async () => {
  const discovery = await makeMember(client, ada.tenant, { role: "discovery-global-administrator" });
  await expect(add(discovery, "taipei", adasSource)).resolves.toMatchObject({ name: "taipei" });
  for (const role of ["security-reader", "compliance-administrator", "security-operator"] as const) {
    const reader = await makeMember(client, ada.tenant, { role });
    expect(() => listLogCollectors(callerOf(reader), new Date()), role).toThrow("Insufficient role based permissions");
    expect(() => add(reader, "other", adasSource), role).toThrow("Insufficient role based permissions");
  }
});

test("a name is taken whatever its case, and another data source cannot listen on a taken port", async () => {
  await add(ada, "Taipei", adasSource);
  await expect(add(ada, "taipei", adasSource)).rejects.toMatchObject({ code: "conflict", field: "name" });
  const second = await makeSource(ada, "second");
  const sources = [
    { id: adasSource, port: 601 },
    { id: second, port: 601 },
  ];
  const parsed = logCollectorSettings.parse({ name: "other", host: "192.0.2.7", sources });
  await expect(addLogCollector(callerOf(ada), parsed)).rejects.toMatchObject({ code: "conflict", field: "sources" });
  const uploaded = await makeSource(ada, "uploaded", null);
  await expect(add(ada, "third", uploaded)).rejects.toMatchObject({ code: "not-found" });
});

test("a log collector has one living token, however many people renew it at once, and none when it is deleted", async () => {
  const { id } = await add(ada, "taipei", adasSource);
  await Promise.all([1, 2, 3].map(() => regenerateLogCollectorToken(callerOf(ada), { id })));
  const living = () => withTenant(ada.tenant.id, (tx) => tx.apiToken.count({ where: { revokedAt: null } }));
  expect(await living()).toBe(1);
  await deleteLogCollector(callerOf(ada), { id });
  expect(await living()).toBe(0);
  expect(await listLogCollectors(callerOf(ada), new Date())).toEqual([]);
});

test("what came in stays when a data source's port changes, and goes with its link", async () => {
  const { id } = await add(ada, "taipei", adasSource);
  const received = { lines: 5n };
  await withTenant(ada.tenant.id, (tx) => tx.logCollectorSource.updateMany({ data: received }));
  const edit = (port: number) =>
    editLogCollector(callerOf(ada), { id, settings: logCollectorSettings.parse(settings("taipei", adasSource, port)) });
  await edit(1601);
  expect((await getLogCollector(callerOf(ada), id, new Date())).sources).toMatchObject([{ port: 1601, lines: 5 }]);
});

test("a search finds the names that contain a text, and none for an empty one", async () => {
  await add(ada, "Taipei-1", adasSource);
  expect(await searchLogCollectorNames(callerOf(ada), "TAIPEI")).toEqual(["Taipei-1"]);
  expect(await searchLogCollectorNames(callerOf(bob), "taipei")).toEqual([]);
  expect(await searchLogCollectorNames(callerOf(ada), "")).toEqual([]);
});

test("a tenant that has as many log collectors as it may have gets no other, and keeps nobody else from one", async () => {
  for (let made = 0; made < logCollectorsMaximum; made += 1) await add(ada, `taipei-${made}`, adasSource);
  await expect(add(ada, "one-more", adasSource)).rejects.toMatchObject({ messageKey: "tooManyLogCollectors" });
  await add(bob, "taipei", bobsSource);
}, 60_000);
