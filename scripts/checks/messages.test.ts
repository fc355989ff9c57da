import { describe, expect, test } from "vitest";
import { catalogueOf, differencesOf } from "./catalogue";
import { covers, messageUsesOf } from "./used-messages";

const source = `
  export async function Page({ state }) {
    const [t, host] = await Promise.all([getTranslations("page"), portalHost()]);
    const other = useTranslations({ namespace: "other" });
    return <p title={t(state ? "on" : "off")}>{t.rich("text", {})} {t(\`kinds.\${state}\`)} {other(state)} {host}</p>;
  }
  function Inner() {
    const t = useTranslations("inner");
    return <Child label={t("label")} render={() => t("deep.label")} />;
  }
  function Handed() {
    const t = useTranslations("handed");
    return describe(t);
  }
`;

function difference(english: object, chinese: object): string[] {
  return differencesOf(["en", "zh-TW"], [catalogueOf(english), catalogueOf(chinese)]);
}

describe("the check of messages", () => {
  test("sees which keys a source uses", () => {
    const patterns = messageUsesOf("page.tsx", source).map(({ pattern }) => pattern);
    expect(patterns.sort()).toEqual(
      [
        "handed.*",
        "inner.deep.label",
        "inner.label",
        "other.*",
        "page.kinds.*",
        "page.off",
        "page.on",
        "page.text",
      ].sort(),
    );
    expect(covers("page.kinds.*", "page.kinds.big")).toBe(true);
    expect(covers("page.kinds.*", "page.kind")).toBe(false);
  });

  test("refuses a key that one language lacks", () => {
    expect(difference({ a: { b: "x", c: "y" } }, { a: { b: "x" } })).toEqual(["a.c is missing in zh-TW"]);
    expect(difference({}, { a: "x" })).toEqual(["a is missing in en"]);
  });

  test("refuses languages that take different values, and lets them count differently", () => {
    expect(difference({ a: "{count, plural, one {# day} other {# days}}" }, { a: "{count} 天" })).toEqual([]);
    expect(difference({ a: "Hello {name}" }, { a: "你好" })).toHaveLength(1);
    expect(difference({ a: "<b>x</b>" }, { a: "x" })).toHaveLength(1);
    expect(difference({ a: "{kind, select, x {1} other {2}}" }, { a: "{kind, select, y {1} other {2}}" })).toHaveLength(
      1,
    );
  });

  test("refuses a message with broken syntax", () => {
    expect(difference({ a: "x" }, { a: "{name" })).toEqual(["a is not a valid message in zh-TW"]);
  });
});
