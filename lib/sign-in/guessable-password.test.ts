import { describe, expect, test } from "vitest";
import { refuseGuessablePassword } from "./guessable-password";

const names = ["mei-ling@contoso.example", "Mei-Ling Wang", "contoso", "Contoso Ltd"];

function verdictOf(password: string): string {
  try {
    refuseGuessablePassword(password, names);
    return "taken";
  } catch (refusal) {
    expect(refusal).toMatchObject({ code: "invalid", field: "password", messageKey: "passwordGuessable" });
    return "refused";
  }
}

describe("a password of fifteen characters", () => {
  test.each([
    "passwordpassword",
    "Password1Password1",
    "aaaaaaaaaaaaaaaa",
    "123456789012345",
    "qwertyuiopasdfghjkl",
    "iloveyouiloveyou",
    "contosocontosocontoso",
    "portcullisadmin1",
    "Summer2026Summer2026",
  ])("is refused when everybody tries it: %s", (password) => {
    expect(verdictOf(password)).toBe("refused");
  });

  test.each(["my dog eats fresh tulips", "xK29fjL2m1Qpz7b", "雨天在陽明山上看見三隻藍鵲飛過竹林"])(
    "is taken when it is not: %s",
    (password) => {
      expect(verdictOf(password)).toBe("taken");
    },
  );

  test("is judged quickly however long it is", () => {
    expect(verdictOf("ab".repeat(128))).toBe("refused");
  });
});
