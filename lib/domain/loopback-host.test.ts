import { expect, test } from "vitest";
import { isLoopbackHost } from "./loopback-host";

test.each(["localhost", "contoso.localhost", "LOCALHOST.", "127.0.0.1", "127.8.9.10", "[::1]"])(
  "%s is the machine itself",
  (host) => {
    expect(isLoopbackHost(host)).toBe(true);
  },
);

test.each(["portal.example", "localhost.example", "notlocalhost", "127.0.0.1.example", "10.0.0.1", "[::2]"])(
  "%s is another machine",
  (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  },
);
