import { beforeAll, describe, expect, test } from "vitest";
import { openCursor, sealCursor } from "./cursor";

beforeAll(() => {
  Object.assign(process.env, {
    DATABASE_URL: "postgresql://none",
    DATABASE_AUTH_URL: "postgresql://none",
    PORTAL_SESSION_SECRET: "s".repeat(43),
    PORTAL_TOKEN_PEPPER: `k1:${Buffer.alloc(32, 7).toString("base64")}`,
  });
});

const list = ["tokens", "tenant-a", "active", "name"];
const point = { value: 'Ωmega "quoted"', id: "018f" };

describe("a cursor", () => {
  test("opens on the list that it was made for", () => {
    expect(openCursor(sealCursor(point, list), list)).toEqual(point);
    expect(openCursor(sealCursor({ value: null, id: "1" }, list), list)).toEqual({ value: null, id: "1" });
  });

  test("M-07: opens on no other tenant, filter or sort", () => {
    const cursor = sealCursor(point, list);
    for (const other of [
      ["tokens", "tenant-b", "active", "name"],
      ["tokens", "tenant-a", "inactive", "name"],
      ["tokens", "tenant-a", "active", "owner"],
      ["tokens", "tenant-a", "activename"],
    ])
      expect(openCursor(cursor, other)).toBeNull();
  });

  test("M-07: opens no more once a character is changed, and never throws", () => {
    const cursor = sealCursor(point, list);
    for (let place = 0; place < cursor.length; place++) {
      const changed = cursor.slice(0, place) + (cursor[place] === "A" ? "B" : "A") + cursor.slice(place + 1);
      expect(openCursor(changed, list)).toBeNull();
    }
    for (const nonsense of ["", ".", "a.b", "a.b.c", "%%%"]) expect(openCursor(nonsense, list)).toBeNull();
  });
});
