import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { authPool } from "@/lib/db/client";
import { withTenant } from "@/lib/db/transaction";
import { createFirstTenant } from "@/lib/sign-in/create-first-tenant";
import { findSession } from "@/lib/sign-in/find-session";
import { openSession } from "@/lib/sign-in/open-session";
import { viewSetup } from "@/lib/sign-in/view-setup";
import { withConnection } from "@/scripts/database-roles";
import { firstTenantLink } from "./first-tenant";

const visitor = { ip: "198.51.100.3", userAgent: "test browser", requestId: randomUUID() };
const gone = { code: "not-found", messageKey: "setupLinkGone" };
const authUrl = process.env.DATABASE_AUTH_URL ?? "";
const ownerUrl = process.env.TEST_DATABASE_OWNER_URL ?? "";

async function freshCode(): Promise<string> {
  const link = await firstTenantLink({ authUrl, baseUrl: "http://portal.example" });
  if (link === null) throw new Error("there should be no tenant");
  return new URL(link).hash.replace("#code=", "");
}

function answers(code: string) {
  return {
    code,
    tenantName: "Acme",
    slug: "acme",
    name: "Ann",
    email: "ann@acme.example",
    password: "correct horse battery staple",
  };
}

async function findAcme(): Promise<string | null> {
  const { rows } = await authPool().query<{ id: string }>("select id from auth.find_tenant('acme')");
  return rows[0]?.id ?? null;
}

// Each test begins with an empty installation; emptying takes the tables' owner, past row-level security.
beforeEach(() => withConnection(ownerUrl, (owner) => owner.query("truncate tenant, setup_code cascade")));

describe("the link to the first tenant", () => {
  test("makes the tenant and its global administrator, who is signed in there", async () => {
    const proven = await createFirstTenant(visitor, answers(await freshCode()));
    expect(proven.tenantSlug).toBe("acme");
    const tenantId = await findAcme();
    if (tenantId === null) throw new Error("the tenant should be there");
    const key = await openSession(visitor, { tenantId, code: proven.code });
    await expect(findSession(key)).resolves.toMatchObject({ memberName: "Ann", role: "global-administrator" });
    const events = await withTenant(tenantId, (tx) => tx.auditEvent.findMany({ where: { action: "tenant.created" } }));
    expect(events).toMatchObject([{ actorKind: "visitor", targetName: "Acme", detail: { slug: "acme" } }]);
  });

  test("leads to the general URL, with the code in the fragment", async () => {
    const link = await firstTenantLink({ authUrl, baseUrl: "http://portal.example" });
    expect(link).toMatch(/^http:\/\/portal\.example\/setup#code=[\w-]{43}$/);
  });

  test("works once", async () => {
    const code = await freshCode();
    await createFirstTenant(visitor, answers(code));
    await expect(createFirstTenant(visitor, { ...answers(code), slug: "other" })).rejects.toMatchObject(gone);
    await expect(viewSetup({ code })).rejects.toMatchObject(gone);
  });

  test("makes one tenant when two requests bring it at once", async () => {
    const code = await freshCode();
    const tries = ["acme", "other"].map((slug) => createFirstTenant(visitor, { ...answers(code), slug }));
    const settled = await Promise.allSettled(tries);
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("is replaced by the next start's", async () => {
    const [earlier, later] = [await freshCode(), await freshCode()];
    await expect(viewSetup({ code: earlier })).rejects.toMatchObject(gone);
    await expect(viewSetup({ code: later })).resolves.toBeUndefined();
  });

  test("stops working after 24 hours", async () => {
    const code = await freshCode();
    await withConnection(ownerUrl, (owner) => owner.query("update setup_code set expires_at = now()"));
    await expect(createFirstTenant(visitor, answers(code))).rejects.toMatchObject(gone);
    expect(await findAcme()).toBeNull();
  });

  test("is no more offered once there is a tenant", async () => {
    await createFirstTenant(visitor, answers(await freshCode()));
    await expect(firstTenantLink({ authUrl, baseUrl: "http://portal.example" })).resolves.toBeNull();
  });

  test("leaves nothing behind when making the tenant fails, and works again", async () => {
    const code = await freshCode();
    const broken = { ...answers(code), name: "\u0000" };
    await expect(createFirstTenant(visitor, broken)).rejects.toThrow();
    expect(await findAcme()).toBeNull();
    await expect(createFirstTenant(visitor, answers(code))).resolves.toHaveProperty("code");
  });
});

test("the guard's role cannot read the set-up codes, and the portal's role cannot make one", async () => {
  await expect(authPool().query("select * from setup_code")).rejects.toThrow(/permission denied/);
  const tenantId = randomUUID();
  const minting = withTenant(tenantId, (tx) => tx.$queryRaw`select auth.renew_setup_code('\\x00', now())`);
  await expect(minting).rejects.toThrow(/permission denied/);
});
