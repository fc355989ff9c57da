import { describe, expect, test } from "vitest";
import { callerOf, makeMember, makeTenant } from "@/prisma/factories";
import { appClient } from "../db/client";
import type { Role } from "../domain/role-table";
import { findGrace } from "./find-grace";
import { recordGrace } from "./record-grace";

const grace = { kind: "grace", seconds: 300 } as const;
const hour = 60 * 60_000;

async function personOf(role: Role) {
  const tenant = await makeTenant(appClient());
  return { caller: callerOf(await makeMember(appClient(), tenant, { role })), tenant };
}

const spanOf = (tenant: { id: string; slug: string }, from: number, until: number, calls: number) => {
  return { tenantId: tenant.id, tenantSlug: tenant.slug, from: new Date(from), until: new Date(until), calls };
};

describe("what an administrator is told about the grace mode", () => {
  test("that it is set, and what was let in by it within a day, all outages together", async () => {
    const { caller, tenant } = await personOf("global-administrator");
    const other = await makeTenant(appClient());
    const now = Date.now();
    expect(await findGrace(caller, new Date(now), grace)).toEqual({ seconds: 300, lately: null });
    await recordGrace(spanOf(tenant, now - hour, now - hour + 5_000, 7), 300);
    await recordGrace(spanOf(tenant, now - 5_000, now, 2), 300);
    await recordGrace(spanOf(other, now - 9 * hour, now, 99), 300);
    const lately = { began: new Date(now - hour), ended: new Date(now), calls: 9 };
    expect(await findGrace(caller, new Date(now), grace)).toEqual({ seconds: 300, lately });
    expect(await findGrace(caller, new Date(now + 25 * hour), grace)).toEqual({ seconds: 300, lately: null });
  });

  test("nothing while the mode is strict, and nobody else", async () => {
    const { caller, tenant } = await personOf("global-administrator");
    await recordGrace(spanOf(tenant, Date.now() - 1_000, Date.now(), 3), 300);
    expect(await findGrace(caller, new Date(), { kind: "strict" })).toBeNull();
    expect(await findGrace((await personOf("security-reader")).caller, new Date(), grace)).toBeNull();
  });
});
