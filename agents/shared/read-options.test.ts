import { expect, test } from "vitest";
import { exitCodes } from "./exit-codes";
import { type CommonOptions, readOptions } from "./read-options";

const token = `pcs1${"x".repeat(60)}`;

function optionsOf(...args: string[]): CommonOptions {
  const options = readOptions(args, { PORTCULLIS_TOKEN: token });
  if ("show" in options) throw new Error("these are no options");
  return options;
}

test("a URL without TLS is refused for another machine, and allowed with a warning when that is asked for", () => {
  const url = "http://contoso.portal.example";
  expect(() => optionsOf("--url", url)).toThrow(expect.objectContaining({ exitCode: exitCodes.usage }));
  const { portal, plainHttpWarning } = optionsOf("--url", url, "--allow-plain-http");
  expect(portal.url.href).toBe(`${url}/`);
  expect(plainHttpWarning).toContain("unencrypted");
});

test.each(["https://contoso.portal.example", "http://contoso.localhost:3000", "http://127.0.0.1:3000"])(
  "%s needs no permission and no warning",
  (url) => {
    expect(optionsOf("--url", url).plainHttpWarning).toBeNull();
  },
);

test("a wrong proxy address ends with the code for it, and a URL without a scheme means https", () => {
  expect(() => optionsOf("--url", "portal.example", "--proxy", "ftp://proxy")).toThrow(
    expect.objectContaining({ exitCode: exitCodes.invalidProxy }),
  );
  expect(optionsOf("--url", "portal.example").portal.url.href).toBe("https://portal.example/");
});
