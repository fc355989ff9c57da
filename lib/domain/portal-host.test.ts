import { describe, expect, test } from "vitest";
import { hostReader, tenantOriginAt } from "./portal-host";

const local = { baseUrl: "http://localhost:3000", region: undefined };
const europe = { baseUrl: "https://portal.example.com", region: "eu" };
const [readLocal, readEurope] = [hostReader(local), hostReader(europe)];

describe("a tenant's own URL", () => {
  test("is its slug before the base, with the region between them when there is one", () => {
    expect(tenantOriginAt(local, "contoso")).toBe("http://contoso.localhost:3000");
    expect(tenantOriginAt(europe, "contoso")).toBe("https://contoso.eu.portal.example.com");
  });
});

describe("a Host header", () => {
  test("names the general URL or a tenant, whatever the port and case", () => {
    expect(readLocal("localhost:3000")).toEqual({ kind: "base" });
    expect(readLocal("127.0.0.1:8080")).toEqual({ kind: "base" });
    expect(readLocal("Contoso.LOCALHOST")).toEqual({ kind: "tenant", slug: "contoso" });
    expect(readEurope("contoso.eu.portal.example.com:443")).toEqual({ kind: "tenant", slug: "contoso" });
  });

  test.each([
    undefined,
    "",
    "evil.example",
    "contoso.localhost.evil.example",
    "a.b.localhost",
    ".localhost",
    "contoso.localhost.",
    "contoso.localhost:3000:1",
    "contoso.localhost@evil.example",
    "contoso_x.localhost",
    "xn--contoso\u0000.localhost",
  ])("that is none of ours is refused: %j", (host) => {
    expect(readLocal(host)).toBeNull();
  });

  test("without the region's label is not a tenant of a regional installation", () => {
    expect(readEurope("contoso.portal.example.com")).toBeNull();
    expect(readEurope("127.0.0.1")).toBeNull();
  });
});
