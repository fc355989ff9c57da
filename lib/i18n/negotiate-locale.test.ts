import { describe, expect, test } from "vitest";
import { negotiateLocale } from "./negotiate-locale";

describe("the language of a page", () => {
  test("is the one the person chose, whatever the browser asks for", () => {
    expect(negotiateLocale("zh-TW", "en-US,en;q=0.9")).toBe("zh-TW");
    expect(negotiateLocale("en", "zh-TW")).toBe("en");
  });

  test("follows the browser's order of preference until something is chosen", () => {
    expect(negotiateLocale(undefined, "fr-FR, zh-TW;q=0.9, en;q=0.8")).toBe("zh-TW");
    expect(negotiateLocale(undefined, "zh-Hant;q=0.5, en-GB;q=0.9")).toBe("en");
  });

  test("is never one that the browser refuses", () => {
    expect(negotiateLocale(undefined, "zh;q=0, en;q=0.1")).toBe("en");
  });

  test("is Traditional Chinese for every kind of Chinese", () => {
    for (const tag of ["zh", "zh-HK", "zh-Hant-TW", "zh-CN"]) expect(negotiateLocale(undefined, tag)).toBe("zh-TW");
  });

  test("is English for anything unknown, missing or malformed", () => {
    for (const header of ["de", "", ";;;q=x,,", "*"]) expect(negotiateLocale("tlh", header)).toBe("en");
    expect(negotiateLocale(undefined, null)).toBe("en");
  });
});
