import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { mayReach, outboundLookup, RefusedAddress, refuseLiteralAddress } from "./outbound-address";

test.each([
  "127.0.0.1",
  "127.9.9.9",
  "0.0.0.0",
  "10.1.2.3",
  "172.16.0.1",
  "192.168.1.1",
  "169.254.169.254",
  "100.64.0.1",
  "224.0.0.1",
  "255.255.255.255",
  "::1",
  "::",
  "fe80::1",
  "fc00::1",
  "fd00:ec2::254",
  "::ffff:127.0.0.1",
  "::ffff:169.254.169.254",
  "64:ff9b::7f00:1",
  "2002:7f00:1::",
  "ff02::1",
  "not an address",
])("nobody reaches %s through the portal", (address) => {
  expect(mayReach(address, [])).toBe(false);
});

test.each(["8.8.8.8", "2606:4700::1111"])("the public address %s is reached", (address) => {
  expect(mayReach(address, [])).toBe(true);
});

test("the operator opens single networks, and no others with them", () => {
  const allowed = ["10.20.0.0/16", "fd00:1::/32"];
  expect(["10.20.3.4", "::ffff:10.20.3.4", "fd00:1::5"].map((address) => mayReach(address, allowed))).toEqual([
    true,
    true,
    true,
  ]);
  expect(["10.21.0.1", "127.0.0.1", "fd00:2::5"].map((address) => mayReach(address, allowed))).toEqual([
    false,
    false,
    false,
  ]);
});

test("a name that leads to this machine is refused when it is connected to", async () => {
  const socket = connect({ host: "localhost", port: 9, lookup: outboundLookup([]) });
  const [error] = await once(socket, "error");
  expect(error).toBeInstanceOf(RefusedAddress);
});

test("an address in place of a name is refused as well", () => {
  expect(() => refuseLiteralAddress("127.0.0.1", [])).toThrow(RefusedAddress);
  expect(() => refuseLiteralAddress("8.8.8.8", [])).not.toThrow();
});
