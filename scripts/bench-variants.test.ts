import { expect, test } from "vitest";
import { sourceWithout } from "../bench/harness/portal-under-test";

test.each(["no-recording", "no-memory"] as const)("the server can still be measured with %s", (variant) => {
  expect(sourceWithout(variant)).toContain("process.pid");
});
