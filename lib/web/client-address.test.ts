import { describe, expect, test } from "vitest";
import { clientAddressReader } from "./client-address";

describe("a client's address", () => {
  test("H-01: is the peer's, whatever X-Forwarded-For claims, when no proxy is trusted", () => {
    const addressOf = clientAddressReader([]);
    expect(addressOf("203.0.113.9", "10.0.0.1")).toBe("203.0.113.9");
    expect(addressOf("::ffff:203.0.113.9", undefined)).toBe("203.0.113.9");
    expect(addressOf("2001:db8:0:0::1", undefined)).toBe("2001:db8::1");
  });

  test("is the rightmost address that is not a trusted proxy", () => {
    const addressOf = clientAddressReader(["10.0.0.0/8", "2001:db8::/32"]);
    expect(addressOf("10.0.0.1", "198.51.100.7, 203.0.113.9, 10.2.3.4")).toBe("203.0.113.9");
    expect(addressOf("2001:db8::9", "203.0.113.9")).toBe("203.0.113.9");
    expect(addressOf("203.0.113.50", "198.51.100.7")).toBe("203.0.113.50");
  });

  test("stops at what is no address", () => {
    const addressOf = clientAddressReader(["10.0.0.0/8"]);
    expect(addressOf("10.0.0.1", "198.51.100.7, nonsense, 10.2.3.4")).toBe("10.2.3.4");
    expect(addressOf("10.0.0.1", undefined)).toBe("10.0.0.1");
  });

  test("a wrong setting is named", () => {
    expect(() => clientAddressReader(["10.0.0.0/8", "proxy.local"])).toThrow('"proxy.local"');
  });
});
