import { describe, expect, test } from "vitest";
import type { Tenant } from "../domain/tenant";
import type { EpochEvent } from "./floors";
import { KnownEpoch } from "./known-epoch";
import { TenantDirectory } from "./tenant-directory";

const contoso: Tenant = {
  id: "00000000-0000-7000-8000-000000000001",
  slug: "contoso",
  name: "Contoso",
  isDemo: false,
};

/** A directory on a database that holds these tenants, with a lease that lasts until time passes. */
function directoryOf(...tenants: Tenant[]) {
  const time = { now: 1_000 };
  const database = { tenants, epoch: 1, isAway: false };
  const known = new KnownEpoch({ monotonic: () => time.now, wall: () => time.now }, { kind: "strict" });
  const asked: string[] = [];
  const directory = new TenantDirectory(known, async (slug) => {
    asked.push(slug);
    if (database.isAway) throw new Error("away");
    return { epoch: database.epoch, value: database.tenants.find((tenant) => tenant.slug === slug) ?? null };
  });
  const poll = (...events: EpochEvent[]) =>
    known.apply({ epoch: database.epoch, incarnation: "", isSeen: true, events }, known.now());
  const change = (now: Tenant[], subject: string) => {
    database.tenants = now;
    database.epoch += 1;
    return { heard: () => poll({ kind: "tenant", subject, epoch: database.epoch }) };
  };
  poll();
  return { directory, asked, time, database, change, find: async (slug: string) => directory.find(slug) };
}

describe("the tenant of a host", () => {
  test("is asked for once while the lease lasts, and each time without one", async () => {
    const { find, asked, time } = directoryOf(contoso);
    for (let index = 0; index < 3; index++) expect(await find("contoso")).toEqual(contoso);
    expect(asked).toEqual(["contoso"]);
    time.now += 1_000;
    for (let index = 0; index < 2; index++) expect(await find("contoso")).toEqual(contoso);
    expect(asked).toHaveLength(3);
  });

  test("is another one as soon as its renaming is heard of", async () => {
    const { find, change } = directoryOf(contoso);
    await find("contoso");
    const renamed = { ...contoso, slug: "contoso-ltd" };
    const taker = { ...contoso, id: "00000000-0000-7000-8000-000000000002" };
    change([renamed, taker], contoso.id).heard();
    expect(await find("contoso")).toEqual(taker);
    expect(await find("contoso-ltd")).toEqual(renamed);
  });

  test("exists as soon as its making is heard of, although it was asked for before", async () => {
    const { find, asked, change } = directoryOf();
    for (let index = 0; index < 2; index++) expect(await find("contoso")).toBeNull();
    expect(asked).toHaveLength(1);
    change([contoso], contoso.id).heard();
    expect(await find("contoso")).toEqual(contoso);
  });

  test("stays remembered however many names are invented", async () => {
    const { find, asked } = directoryOf(contoso);
    await find("contoso");
    for (let index = 0; index < 1_100; index++) await find(`invented-${index}`);
    expect(asked).toHaveLength(1_101);
    await find("contoso");
    expect(asked).toHaveLength(1_101);
    await find("invented-1099");
    expect(asked).toHaveLength(1_101);
    await find("invented-0");
    expect(asked).toHaveLength(1_102);
  });

  test("is nobody's guess while the database is away: what it threw is thrown on", async () => {
    const { find, database, time } = directoryOf(contoso);
    await find("contoso");
    database.isAway = true;
    expect(await find("contoso")).toEqual(contoso);
    time.now += 1_000;
    await expect(find("contoso")).rejects.toThrow("away");
  });
});
