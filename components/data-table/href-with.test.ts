import { describe, expect, test } from "vitest";
import { hrefWith } from "./href-with";

describe("the address of a changed view", () => {
  test("keeps every parameter that was not changed", () => {
    expect(hrefWith("/tokens", "status=active&search=nightly", { sort: "name" })).toBe(
      "/tokens?status=active&search=nightly&sort=name",
    );
  });

  test("loses its place in the list when a filter or the order changes", () => {
    expect(hrefWith("/tokens", "after=c1&status=active", { status: "inactive" })).toBe("/tokens?status=inactive");
    expect(hrefWith("/tokens", "before=c1", { search: "x" })).toBe("/tokens?search=x");
  });

  test("holds one cursor at a time", () => {
    expect(hrefWith("/tokens", "before=c1&sort=name", { after: "c2" })).toBe("/tokens?sort=name&after=c2");
    expect(hrefWith("/tokens", "after=c1", { before: "c0" })).toBe("/tokens?before=c0");
  });

  test("is bare when nothing is left", () => {
    expect(hrefWith("/tokens", "status=active", { status: null })).toBe("/tokens");
    expect(hrefWith("/tokens", "search=x", { search: "" })).toBe("/tokens");
  });

  test("carries any text unharmed", () => {
    const href = hrefWith("/tokens", "", { search: "夜間 & co=1#?" });
    expect(new URL(href, "http://host.example").searchParams.get("search")).toBe("夜間 & co=1#?");
  });

  test("never changes the parameters it was given", () => {
    const current = new URLSearchParams("after=c1");
    hrefWith("/tokens", current, { status: "active" });
    expect(current.toString()).toBe("after=c1");
  });
});
