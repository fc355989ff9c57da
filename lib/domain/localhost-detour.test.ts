import { describe, expect, test } from "vitest";
import { localhostDetour } from "./localhost-detour";

describe("hosts that only browsers look up", () => {
  test("are reached at the loopback address with their name in the Host header", () => {
    expect(localhostDetour("http://contoso.localhost:3000")).toEqual({
      address: "http://127.0.0.1:3000",
      host: "contoso.localhost:3000",
    });
    expect(localhostDetour("http://contoso.localhost")).toEqual({
      address: "http://127.0.0.1",
      host: "contoso.localhost",
    });
  });

  test("are only those below .localhost", () => {
    expect(localhostDetour("https://contoso.portal.example")).toBeNull();
  });
});
