import { expect, test } from "vitest";
import { networkOf } from "./network-of";

test.each([
  ["203.0.113.77", "203.0.113.0/24"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"],
  ["2001:db8::1", "2001:db8::/48"],
  ["not an address", "not an address"],
])("%s lies in %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});
