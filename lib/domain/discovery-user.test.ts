import fc from "fast-check";
import { expect, test } from "vitest";
import { userOfPathPart, userPathPart } from "./discovery-user";

test("every name comes back out of its part of a path, which is one segment without escapes", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", maxLength: 256 }).filter((name) => !name.includes("\0")),
      (name) => {
        const part = userPathPart(name);
        expect(part).toMatch(/^[\w-]*$/);
        expect(userOfPathPart(part)).toBe(name === "" ? null : name);
      },
    ),
  );
  expect(userOfPathPart(userPathPart("corp\\jdoe/ops"))).toBe("corp\\jdoe/ops");
});

test("what is no name's part of a path is none", () => {
  for (const part of ["", "../users", "%2e%2e", "A", "AB=", "_w", userPathPart("a\0b"), `${userPathPart("amy")}A`])
    expect(userOfPathPart(part), part).toBeNull();
});
