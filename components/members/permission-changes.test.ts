import { describe, expect, it } from "vitest";
import { roles } from "@/lib/domain/access";
import { permissionChanges } from "./permission-changes";

describe("what a change of role gives and takes", () => {
  it("is nothing when the role stays the same", () => {
    for (const role of roles) expect(permissionChanges(role, role)).toEqual({ gained: [], lost: [], shifted: [] });
  });

  it("a reader who becomes an operator may close alerts, and loses nothing", () => {
    expect(permissionChanges("security-reader", "security-operator")).toEqual({
      gained: ["alert:close"],
      lost: [],
      shifted: [],
    });
  });

  it("the way back takes what the way there gave", () => {
    for (const before of roles)
      for (const after of roles) {
        const there = permissionChanges(before, after);
        const back = permissionChanges(after, before);
        expect(back).toEqual({ gained: there.lost, lost: there.gained, shifted: there.shifted });
      }
  });

  it("an operator who may close Cloud Discovery's alerts only has not lost closing, but its reach changed", () => {
    const { lost, shifted } = permissionChanges("security-operator", "discovery-global-administrator");
    expect(shifted).toContain("alert:close");
    expect(lost).not.toContain("alert:close");
  });
});
