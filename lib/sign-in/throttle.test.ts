import { describe, expect, it } from "vitest";
import { addressBlock, waitSeconds } from "./throttle";

describe("L-02: the wait after failed sign-ins", () => {
  const policy = { freeFailures: 5, maximumWaitSeconds: 60 };

  it("is nothing for the free failures, then doubles, and never exceeds its maximum", () => {
    const waits = Array.from({ length: 14 }, (_, index) => waitSeconds(index + 1, policy));
    expect(waits).toEqual([0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
  });

  it("stays at its maximum for however many failures", () => {
    expect(waitSeconds(100_000, policy)).toBe(60);
  });
});

describe("L-02: the block of an address", () => {
  it("is /24 for IPv4, also when it comes mapped into IPv6", () => {
    expect(addressBlock("203.0.113.7")).toBe("203.0.113.0/24");
    expect(addressBlock("::ffff:203.0.113.99")).toBe("203.0.113.0/24");
  });

  it("is /64 for IPv6, so that one customer's many addresses count as one", () => {
    expect(addressBlock("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64");
    expect(addressBlock("2001:db8:1:2::ffff")).toBe(addressBlock("2001:db8:1:2:aaaa::1"));
    expect(addressBlock("2001:db8:1:3::1")).not.toBe(addressBlock("2001:db8:1:2::1"));
  });

  it("is one for everything that is no address", () => {
    expect(addressBlock("not an address")).toBe("unknown");
  });
});
