import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { httpCall } from "../support/http-call";
import { hostOf, rawRequest } from "../support/raw-request";
import { tokensPath } from "../support/tokens-page";

/*
 * The published advisories of what serves the pages, replayed. None of them may show a page, or run an action, without a
 * session. Sources: the GitHub advisories of vercel/next.js that each test names.
 */

const tenant = "contoso";
const protectedPaths = [tokensPath, "/alerts", "/settings/members", "/settings/audit"];
/** What only a signed-in person's page holds. */
const inside = /Okafor|Lindqvist|@contoso\.example|pcu1[0-9A-Za-z]{4}/i;

function ask(path: string, headers: readonly (readonly [string, string])[] = [], method = "GET") {
  return httpCall({ method, path, secret: null, tenant, headers });
}

test("H-06: the internal headers of the framework skip no check (CVE-2025-29927 and its kin)", async () => {
  const chain = ["middleware", "src/middleware", "proxy", "src/proxy"].map((name) => Array(6).fill(name).join(":"));
  const headers = [
    ...chain.map((value) => ["x-middleware-subrequest", value] as const),
    ["x-middleware-subrequest-id", "1"],
    ["x-middleware-prefetch", "1"],
    ["x-middleware-rewrite", "/alerts"],
    ["x-middleware-override-headers", "x-portcullis-facts"],
    ["x-middleware-next", "1"],
    ["x-nextjs-data", "1"],
    ["x-invoke-path", "/alerts"],
    ["x-invoke-status", "200"],
    ["x-matched-path", "/alerts"],
    ["x-now-route-matches", "1=alerts"],
    ["x-prerender-revalidate", "1"],
    ["x-next-revalidated-tags", "a"],
    ["rsc", "1"],
    ["next-router-prefetch", "1"],
    ["next-router-segment-prefetch", "/_tree"],
    ["next-router-state-tree", encodeURIComponent('["",{},null,null,true]')],
    ["next-url", "/alerts"],
  ] as const;
  for (const path of protectedPaths)
    for (const header of headers) {
      const answer = await ask(path, [header]);
      expect(answer.status, `${path} ${header.join(": ")}`).not.toBe(500);
      expect(answer.text, `${path} ${header.join(": ")}`).not.toMatch(inside);
    }
});

test("H-06: no spelling of a protected path shows what is behind it (CVE-2026-44574, -44575, -45109, -44573)", async () => {
  const buildId = (() => {
    try {
      return readFileSync(".next/BUILD_ID", "utf8").trim();
    } catch {
      return "build";
    }
  })();
  for (const path of protectedPaths) {
    const spellings = [
      `${path}.rsc`,
      `${path}.segments/_tree.segment.rsc`,
      `${path}.segments/_full.segment.rsc`,
      `${path}.prefetch.rsc`,
      `${path}.json`,
      `${path}.txt`,
      `${path}?_rsc=abc`,
      `${path}?__nextDataReq=1`,
      `${path}?nxtPpublicId=x&nxtPid=x&__nextLocale=en`,
      `/_next/data/${buildId}${path}.json`,
      `/_next/data/build${path}.json`,
      `/_next/../${path.slice(1)}`,
      `/en${path}`,
      `/zh-TW${path}`,
      `/%2e${path}`,
      `/.${path}`,
      `/${path}`,
      `//${hostOf(tenant)}${path}`,
      path.replace("/", "/%2f"),
      path.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
      path.toUpperCase(),
      `${path}/`,
      `${path};x=1`,
      `${path}%00`,
      `${path}%2f..%2fsign-in`,
      `/sign-in/..${path}`,
      `/sign-in/..%2f${path.slice(1)}`,
      `\\${path}`,
    ];
    for (const spelling of spellings)
      for (const headers of [[], [["RSC", "1"]] as const]) {
        const { text, statuses } = await rawRequest(
          `GET ${spelling} HTTP/1.1\r\nHost: ${hostOf(tenant)}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join("")}Connection: close\r\n\r\n`,
          5_000,
        );
        expect(text, spelling).not.toMatch(inside);
        for (const status of statuses) expect(status, `${spelling} ${text.slice(0, 300)}`).toBeLessThan(500);
        expect(text, spelling).not.toMatch(/location: (https?:)?\/\/(?!contoso\.localhost)/i);
      }
  }
});

test("H-06: what is sent to server functions without knowing them is refused, quickly (CVE-2025-55182, -55184, -67779)", async () => {
  const actionId = "7f".repeat(21);
  const bodies: readonly (readonly [string, string])[] = [
    ["text/plain;charset=UTF-8", '["$@0"]'],
    ["text/plain;charset=UTF-8", '["$1:constructor:constructor","$F1","$Q1","$W1","$i1"]'],
    ["text/plain;charset=UTF-8", `${"[".repeat(50_000)}${"]".repeat(50_000)}`],
    ["multipart/form-data; boundary=b", '--b\r\nContent-Disposition: form-data; name="0"\r\n\r\n"$@0"\r\n--b--\r\n'],
    [
      "multipart/form-data; boundary=b",
      '--b\r\nContent-Disposition: form-data; name="0"\r\n\r\n{"then":"$1:__proto__:then","status":"resolved_model","value":"{}","_response":{"_prefix":"process.exit(1)//","_formData":{"get":"$1:constructor:constructor"}}}\r\n--b\r\nContent-Disposition: form-data; name="1"\r\n\r\n"$@0"\r\n--b--\r\n',
    ],
  ];
  for (const path of ["/sign-in", "/", tokensPath])
    for (const [contentType, body] of bodies) {
      const answer = await httpCall({
        method: "POST",
        path,
        secret: null,
        tenant,
        body,
        headers: [
          ["Content-Type", contentType],
          ["Next-Action", actionId],
          ["Origin", `http://${hostOf(tenant)}`],
        ],
      });
      expect(answer.status, `${path} ${body.slice(0, 40)}`).toBeGreaterThanOrEqual(300);
      expect(answer.text).not.toMatch(inside);
    }
  expect((await ask("/api/health")).status).toBe(200);
});

test("H-06: the image optimizer and the development server's routes are not there (image SSRF of 16.3.8, CVE-2026-44578)", async () => {
  for (const path of [
    "/_next/image?url=http%3A%2F%2F169.254.169.254%2Flatest&w=64&q=75",
    "/_next/image?url=%2Fapi%2Fhealth&w=64&q=75",
    "/_next/webpack-hmr",
    "/__nextjs_original-stack-frames",
    "/__nextjs_source-map?filename=server.ts",
    "/_next/mcp",
    "/.next/BUILD_ID",
    "/.env",
    "/dist/server.mjs",
    "/server.ts",
    "/_next/server/app/page.js",
    "/_next/static/../../.env",
    "/_next/static/..%2f..%2f.env",
  ]) {
    const answer = await ask(path);
    expect(answer.status, path).toBeGreaterThanOrEqual(300);
    expect(answer.text, path).not.toMatch(/postgresql:|PRIVATE KEY|DATABASE_URL=/);
  }
});
