import { describe, expect, it } from "vitest";
import { safeNextPath, signInPath } from "./next-path";

describe("B-12: where a sign-in leads to", () => {
  it.each(["/", "/settings/members", "/settings/members?search=a%20b&after=x", "/help/api"])("keeps %s", (path) => {
    expect(safeNextPath(path)).toBe(path);
  });

  it.each([
    "//evil.example",
    "/\\evil.example",
    "/\\/evil.example",
    "\\\\evil.example",
    "https://evil.example/",
    "https:evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/\n/evil.example",
    "/..//evil.example",
    "/.//evil.example",
    "/%2e%2e//evil.example",
    " /settings",
    "settings",
    "",
  ])("never leaves the host: %j", (wanted) => {
    const path = safeNextPath(wanted);
    expect(new URL(path, "https://contoso.example").host).toBe("contoso.example");
    expect(path).toMatch(/^\/(?!\/)/);
  });

  it("takes a missing or repeated parameter for the start page", () => {
    expect(safeNextPath(undefined)).toBe("/");
    expect(safeNextPath(null)).toBe("/");
    expect(safeNextPath(["/a", "/b"])).toBe("/");
  });

  it.each(["/sign-in", "/sign-in?next=/a", "/sign-in/continue", "/invitation", "/setup", "/api/auth/signout"])(
    "does not lead back to %s",
    (path) => {
      expect(safeNextPath(path)).toBe("/");
    },
  );

  it("drops a fragment, which the browser keeps for itself", () => {
    expect(safeNextPath("/settings#code=x")).toBe("/settings");
  });

  it("is told to the sign-in page only when it is not the start page", () => {
    expect(signInPath("/")).toBe("/sign-in");
    expect(signInPath("//evil.example")).toBe("/sign-in");
    expect(signInPath("/settings/members?search=a")).toBe("/sign-in?next=%2Fsettings%2Fmembers%3Fsearch%3Da");
  });
});
