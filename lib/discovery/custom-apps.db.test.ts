import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant, type TestMember } from "@/prisma/factories";
import { appClient } from "../db/client";
import { withTenant } from "../db/transaction";
import type { CustomAppInput } from "../domain/custom-app";
import { globalViewName } from "../domain/discovery-stream";
import { changeCustomApp, createCustomApp, listCustomApps, removeCustomApp } from "./custom-apps";
import { finishUpload } from "./finish-upload";
import { listCatalogueApps } from "./list-catalogue-apps";
import { listDiscoveredApps } from "./list-discovered-apps";
import { listBlockedDomains } from "./make-block-script";
import { openUpload } from "./open-upload";
import { parseUploadJob } from "./parse-upload-job";
import { admitUpload, receiveUpload } from "./receive-upload";
import { tagApps } from "./tag-apps";

const files = mkdtempSync(path.join(tmpdir(), "portcullis-custom-apps-"));
process.env.PORTAL_DATA_DIR = files;
const client = appClient();
const now = new Date();
let anna: TestMember;
let bruno: TestMember;

beforeAll(async () => {
  const person = async () => makeMember(client, await makeTenant(client), { role: "global-administrator" });
  [anna, bruno] = await Promise.all([person(), person()]);
});

afterAll(() => rmSync(files, { recursive: true, force: true }));

function wanted(more: Partial<CustomAppInput> = {}): CustomAppInput {
  const id = randomUUID().slice(0, 8);
  return {
    name: `App ${id}`,
    category: "SAASDB_CATEGORY_CRM",
    domains: [`${id}.example`],
    addresses: [],
    scoreOverride: null,
    note: "",
    facts: [],
    ...more,
  };
}

async function visit(by: TestMember, hosts: readonly string[]): Promise<void> {
  const caller = callerOf(by);
  const seconds = (now.getTime() / 1000).toFixed(3);
  const lines = hosts.map((host) => `${seconds} 1 10.0.0.7 TCP_MISS/200 5 GET https://${host}/ jdoe HIER_DIRECT/- -`);
  const uploadUrl = await openUpload(caller, { fileName: "access.log", source: "SQUID_NATIVE" }, now);
  const upload = await admitUpload(uploadUrl, now);
  await receiveUpload(upload, { kind: "file", content: Readable.from([Buffer.from(lines.join("\n"))]) });
  await finishUpload(caller, { uploadUrl, streamName: "edge", isSnapshot: false, anonymizesUsers: null }, now);
  const [runnable] = parseUploadJob.runnables;
  if (runnable === undefined) throw new Error("the job has nothing to run");
  const { signal } = new AbortController();
  const context = { tenantId: by.tenant.id, jobId: randomUUID(), attempt: 1, signal, report: () => undefined };
  await runnable.run(context, { uploadId: upload.uploadId }, "");
}

async function discovered(by: TestMember) {
  const query = { conditions: [], skip: 0, limit: 100, scan: null, sortField: "name", direction: "asc" } as const;
  const choice = { stream: globalViewName, days: 30 };
  const { rows } = await listDiscoveredApps(callerOf(by), choice, { ...query, conditions: [] }, now);
  return rows.map(({ appId, name, score, category, tags }) => ({ appId, name, score, category, tags }));
}

describe("an app of the tenant's own", () => {
  test("wins over the catalogue in its tenant's logs, and in no other's", async () => {
    const facts = [
      { factor: "saml", score: 10 },
      { factor: "multiFactorAuthentication", score: 0 },
    ] as const;
    const input = wanted({ name: "Contoso files", domains: ["*.Files.Dropbox.com"], facts: [...facts] });
    const id = await createCustomApp(callerOf(anna), input, now);
    const hosts = ["eu.files.dropbox.com", "www.dropbox.com"];
    await Promise.all([visit(anna, hosts), visit(bruno, hosts)]);
    expect(await discovered(anna)).toMatchObject([
      { appId: id, name: "Contoso files", score: 5, category: "SAASDB_CATEGORY_CRM" },
      { appId: 11627, name: "Dropbox" },
    ]);
    expect(await discovered(bruno)).toMatchObject([{ appId: 11627 }]);
    await changeCustomApp(callerOf(anna), { id, app: { ...input, name: "Renamed", scoreOverride: 2 } }, now);
    expect(await discovered(anna)).toContainEqual(expect.objectContaining({ appId: id, name: "Renamed", score: 2 }));
  });

  test("can be tagged and blocked while it is in use; afterwards old traffic keeps its name", async () => {
    const [domain] = ["legacy-crm.example"];
    const id = await createCustomApp(callerOf(anna), wanted({ name: "Legacy CRM", domains: [domain] }), now);
    await visit(anna, [domain]);
    const tagging = { apps: [{ appId: id, add: ["unsanctioned" as const], remove: [] }] };
    await tagApps(callerOf(anna), tagging, now);
    const banned = { kind: "banned", skip: 0, limit: 100 } as const;
    expect((await listBlockedDomains(callerOf(anna), banned)).domainLists).toContainEqual([domain]);
    await expect(tagApps(callerOf(bruno), tagging, now)).rejects.toMatchObject({ code: "not-found" });
    await removeCustomApp(callerOf(anna), { id }, now);
    expect((await listBlockedDomains(callerOf(anna), banned)).domainLists).not.toContainEqual([domain]);
    expect(await discovered(anna)).toContainEqual(expect.objectContaining({ appId: id, name: "Legacy CRM", tags: [] }));
    const next = await createCustomApp(callerOf(anna), wanted({ name: "Legacy CRM", domains: [domain] }), now);
    expect(next).toBeGreaterThan(id);
    const events = await withTenant(anna.tenant.id, (tx) =>
      tx.auditEvent.findMany({ where: { targetId: String(id) }, orderBy: { at: "asc" }, select: { action: true } }),
    );
    expect(events.map(({ action }) => action)).toEqual(["custom-app.created", "app.tagged", "custom-app.removed"]);
  });

  test("stands in its tenant's catalogue only", async () => {
    const input = wanted();
    const id = await createCustomApp(callerOf(anna), input, now);
    const query = { skip: 0, limit: 100, scan: null, sortField: "name", direction: "asc" } as const;
    const condition = { field: "appId", test: { kind: "among", values: [id], orNull: false, negated: false } } as const;
    const find = (by: TestMember) => listCatalogueApps(callerOf(by), { ...query, conditions: [condition] });
    expect((await find(anna)).rows).toMatchObject([{ id, name: input.name, origin: "custom" }]);
    expect((await find(bruno)).rows.map(({ name }) => name)).not.toContain(input.name);
    expect((await listCustomApps(callerOf(bruno))).map(({ name }) => name)).not.toContain(input.name);
    await expect(removeCustomApp(callerOf(bruno), { id: id + 500 }, now)).rejects.toMatchObject({ code: "not-found" });
  });

  test.each([
    ["a public suffix", { domains: ["co.uk"] }, "belongs to everybody"],
    ["an address in place of a domain", { domains: ["192.0.2.1"] }, "is not a domain"],
    ["a URL in place of a domain", { domains: ["https://app.contoso.com/login"] }, "is not a domain"],
    ["a line break in a domain", { domains: ["a.example\ndeny any"] }, "is not a domain"],
    ["a block without an end", { addresses: ["192.0.2.0/33"] }, "is not an IP address or CIDR block"],
    ["a category that is none", { category: "SAASDB_CATEGORY_ALL" }, "no category"],
  ])("is refused with %s, naming it", async (_, more, sentence) => {
    await expect(createCustomApp(callerOf(anna), wanted(more), now)).rejects.toThrow(sentence);
  });

  test("shares neither name nor domain with another of its tenant", async () => {
    const input = wanted({ addresses: ["192.0.2.0/24"] });
    await createCustomApp(callerOf(anna), input, now);
    const { name, domains, addresses } = input;
    for (const same of [{ name: name.toUpperCase() }, { domains: [domains[0]?.toUpperCase() ?? ""] }, { addresses }])
      await expect(createCustomApp(callerOf(anna), wanted(same), now)).rejects.toMatchObject({ code: "conflict" });
    await createCustomApp(callerOf(bruno), input, now);
  });

  test("is made by those who may set Cloud Discovery, and by nobody else", async () => {
    const reader = callerOf(await makeMember(client, anna.tenant, { role: "global-reader" }));
    await expect(createCustomApp(reader, wanted(), now)).rejects.toMatchObject({ code: "forbidden" });
    expect((await listCustomApps(reader)).length).toBeGreaterThan(0);
    const setter = callerOf(await makeMember(client, anna.tenant, { role: "discovery-global-administrator" }));
    await createCustomApp(setter, wanted(), now);
  });
});
