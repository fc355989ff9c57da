import { expect, test } from "vitest";
import { can } from "../domain/access";
import { roles } from "../domain/role-table";
import { routesForRole } from "./opened-routes";
import { endpointList } from "./v1";

const guarded = endpointList.filter(
  ({ access, tokenKinds = ["api"] }) => access !== "public" && tokenKinds.includes("api"),
);

test.each(roles)("the routes shown for %s are all there, and open exactly where the guard opens them", (role) => {
  const shown = routesForRole(role);
  expect(shown.flatMap(({ routes }) => routes.map(({ path }) => path)).sort()).toEqual(
    guarded.map(({ path }) => path).sort(),
  );
  for (const { access, methods, path } of guarded) {
    const group = shown.find(({ routes }) => routes.some((route) => route.path === path && route.methods === methods));
    const isOpen = access === "any-token" || (access !== "public" && can({ role }, access));
    expect(group?.grant !== "none", path).toBe(isOpen);
  }
});
