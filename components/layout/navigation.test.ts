import { describe, expect, test } from "vitest";
import { roles } from "@/lib/domain/role-table";
import { navigationFor, startPageOf } from "./navigation";

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

  test("offers the alerts to every role, and begins in the settings all the same", () => {
    for (const role of roles) {
      expect(pagesOf(role)[0], role).toBe("alerts");
      expect(startPageOf({ role }), role).toMatch(/^\/settings\//);
    }
  });

  test("offers the activity log to nobody who sees Cloud Discovery alone", () => {
    expect(roles.filter((role) => !pagesOf(role).includes("activities"))).toEqual([
      "discovery-global-administrator",
      "discovery-report-administrator",
    ]);
  });

  test("offers Cloud Discovery and the policies to every role, between what is investigated and the settings", () => {
    for (const role of roles) {
      expect(pagesOf(role), role).toEqual(expect.arrayContaining(["discovery", "policies"]));
      const groups = navigationFor({ role }).map(({ group }) => group);
      expect(groups).toEqual(["investigate", "discover", "control", "settings"]);
    }
  });

  test("does not offer API tokens to a role that can own none", () => {
    expect(pagesOf("global-reader")).not.toContain("securityExtensions");
  });
});
