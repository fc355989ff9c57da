import { describe, expect, test } from "vitest";
import { readFirstCall } from "./first-call";

describe("the answer about a first call", () => {
  test("is the call, with its time as a moment", () => {
    const use = { ip: "192.0.2.1", userAgent: "curl/8.5.0", method: "GET", route: "/api/v1/me" };
    expect(readFirstCall({ firstCall: { ...use, at: "2026-11-23T10:00:00.000Z" } })).toEqual({
      state: "received",
      use: { ...use, at: new Date("2026-11-23T10:00:00Z") },
    });
  });

  test("is nothing so far while there is none", () => {
    expect(readFirstCall({ firstCall: null })).toEqual({ state: "waiting" });
  });

  test("ends the watch when it makes no sense", () => {
    for (const body of [null, {}, "x", { firstCall: 1 }, { firstCall: { at: "no time" } }])
      expect(readFirstCall(body)).toEqual({ state: "ended" });
  });
});
