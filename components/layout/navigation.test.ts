import { describe, expect, test } from "vitest";
import { roles } from "@/lib/domain/access";
import { navigationFor } from "./navigation";

function pagesOf(role: (typeof roles)[number]) {
  return navigationFor({ role }).flatMap((group) => group.items.map((item) => item.page));
}

describe("the navigation", () => {
  test("leads every role somewhere", () => {
    for (const role of roles) expect(pagesOf(role).length, role).toBeGreaterThan(0);
  });

  test("shows the audit log to those who may read it and to nobody else", () => {
    expect(roles.filter((role) => pagesOf(role).includes("audit"))).toEqual([
      "global-administrator",
      "security-administrator",
      "cloud-app-security-administrator",
      "global-reader",
    ]);
  });

  test("does not offer API tokens to a role that can own none", () => {
    expect(pagesOf("global-reader")).not.toContain("securityExtensions");
  });
});
