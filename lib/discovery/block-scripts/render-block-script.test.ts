import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isHostName } from "../values/host-name";
import { BLOCK_FORMATS, blockFormatWithCode, DOMAIN_LIST } from "./block-formats";
import { blockableDomains } from "./blockable-domains";
import { renderBlockScript } from "./render-block-script";

const now = new Date("2026-03-02T09:15:07.412Z");
const domains = ["wetransfer.com", "mega.nz", "*.files.example.com", "bücher.example", "mega.nz", "a-b.example.co.uk"];
const protectedHosts = ["portal.example.org"];
const all = [...BLOCK_FORMATS, DOMAIN_LIST];

describe.each(all.map((format) => [format.name, format] as const))("a script for %s", (_name, format) => {
  test("is what its golden file says", () => {
    const golden = path.join(import.meta.dirname, "golden", `${format.fileLabel}.txt`);
    const { text } = renderBlockScript({ format, domains, protectedHosts, now, hasHeader: true });
    expect(text).toBe(readFileSync(golden, "utf8"));
  });

  test("has no line for nothing to block", () => {
    expect(renderBlockScript({ format, domains: [], protectedHosts, now })).toMatchObject({ text: "", count: 0 });
  });
});

test.each([
  [102, "2026-03-02_CAS_BlueCoat-ProxySG_block_script.txt"],
  [104, "2026-03-02_CAS_Cisco-ASA_block_script.txt"],
  [108, "2026-03-02_CAS_Fortinet-FortiGate_block_script.txt"],
  [112, "2026-03-02_CAS_Palo-Alto_block_script.txt"],
  [120, "2026-03-02_CAS_Zscaler_block_script.txt"],
  [129, "2026-03-02_CAS_Juniper-SRX_block_script.txt"],
  [135, "2026-03-02_CAS_Websense_block_script.txt"],
])("the file of format %i is named %s", (code, fileName) => {
  const format = blockFormatWithCode(code);
  expect(format && renderBlockScript({ format, domains, protectedHosts, now }).fileName).toBe(fileName);
});

test.each([117, 118, 0, -1, 102.5])("%d is no block format", (code) => {
  expect(blockFormatWithCode(code)).toBeUndefined();
});

test("the portal's own host, what is above it and what is below it cannot be blocked; its neighbour can", () => {
  const asked = ["portal.example.org", "example.org", "api.portal.example.org", "other.example.org"];
  const script = renderBlockScript({ format: DOMAIN_LIST, domains: asked, protectedHosts, now });
  expect(script.text).toBe("other.example.org\n");
  expect(script.refused.map(({ reason }) => reason)).toEqual(["protected", "protected", "protected"]);
});

test.each([
  ["com", "not-a-host-name"],
  ["co.uk", "public-suffix"],
  ["203.0.113.80", "not-a-host-name"],
  ["app.example.com deny", "not-a-host-name"],
  ["app.example.com\nallow all", "not-a-host-name"],
  ["-app.example.com", "not-a-host-name"],
  ["app_1.example.com", "not-a-host-name"],
  ["", "not-a-host-name"],
  [`${"a".repeat(64)}.example.com`, "not-a-host-name"],
])("%j is left out and said so", (domain, reason) => {
  const script = renderBlockScript({ format: DOMAIN_LIST, domains: [domain], protectedHosts, now });
  expect(script).toMatchObject({ text: "", refused: [{ domain, reason }] });
});

test("nothing but host names gets through, whatever is stored", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary-ascii", maxLength: 40 }), fc.boolean(), (evil, isMultiline) => {
      const stored = isMultiline ? `ok.example.com\n${evil}` : `ok.example.com${evil}`;
      const { domains: accepted, refused } = blockableDomains([stored, evil], protectedHosts);
      for (const domain of accepted) expect(isHostName(domain)).toBe(true);
      expect(accepted.length + refused.length).toBeGreaterThan(0);
      if (isMultiline) expect(refused.map(({ domain }) => domain)).toContain(stored);
    }),
  );
});
