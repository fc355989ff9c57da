import { expect, test } from "vitest";
import { tagAppsInput } from "./app-tagging";

test("nobody can call an app sanctioned and unsanctioned in one breath", () => {
  const adding = (...add: string[]) => tagAppsInput.safeParse({ apps: [{ appId: 1, add, remove: [] }] }).success;
  expect(adding("sanctioned", "monitored")).toBe(true);
  expect(adding("sanctioned", "unsanctioned")).toBe(false);
});
