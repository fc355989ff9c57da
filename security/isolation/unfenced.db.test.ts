import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Arena, openArena } from "./arena";
import { actionParts } from "./portal-actions";
import { type Stripping, stripTenantFilters } from "./strip-tenant-filters";

vi.mock("@/lib/web/action", () => actionParts);

/*
 * The portal on a role that no fence binds, which it refuses to start on. It shows that the random operations notice what
 * crosses, and that the filters of the code hold by themselves.
 */
const wanted = Math.max(300, Number(process.env.ISOLATION_OPERATIONS ?? 0) / 10);
const patience = Math.max(300_000, wanted * 200);
const admin = new URL(process.env.TEST_DATABASE_ADMIN_URL ?? "");

let arena: Arena;
let stripping: Stripping | null = null;

beforeAll(async () => {
  admin.pathname = new URL(process.env.DATABASE_URL ?? "").pathname;
  process.env.DATABASE_URL = admin.href;
  arena = await openArena();
}, 120_000);

afterAll(() => arena.close());

test(
  "M-02: without the fence, the filters of the code keep two tenants apart by themselves",
  async () => {
    expect((await arena.operate(wanted)).done).toBeGreaterThanOrEqual(wanted);
  },
  patience,
);

test(
  "M-02: with neither fence nor filters the random operations find what crosses",
  async () => {
    stripping = stripTenantFilters(admin.username);
    try {
      await expect(arena.operate(2_000)).rejects.toThrow(/shows|changed rows|tells that/);
    } finally {
      stripping.stop();
    }
  },
  patience,
);
