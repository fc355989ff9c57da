import { expect, test } from "@playwright/test";
import { type HttpAnswer, httpCall } from "../support/http-call";
import { tenantUrl } from "../support/running-portal";
import { freeAddress, startSecondServer } from "../support/second-server";
import { tokensPath } from "../support/tokens-page";

const host = () => new URL(tenantUrl("contoso")).host;

type Kind = {
  name: string;
  status: number;
  path: string;
  method?: string;
  host?: string;
  headers?: [string, string][];
  /** Pages have a policy with a nonce, everything else one that permits nothing. */
  isPage?: boolean;
  isCached?: boolean;
};

const kinds: Kind[] = [
  { name: "page", status: 200, path: "/sign-in", isPage: true },
  { name: "page that is not there", status: 404, path: "/nowhere", isPage: true },
  { name: "redirect to the sign-in", status: 307, path: tokensPath, isPage: true },
  { name: "part of a page", status: 200, path: "/sign-in?_rsc", headers: [["RSC", "1"]], isPage: true },
  {
    name: "server action that is none",
    status: 400,
    path: "/sign-in",
    method: "POST",
    isPage: true,
    headers: [["Next-Action", "7f00"]],
  },
  { name: "JSON of the sign-in", status: 200, path: "/api/auth/csrf", isPage: true },
  { name: "closed door of the sign-in", status: 404, path: "/api/auth/session", isPage: true },
  { name: "health", status: 200, path: "/api/health", isPage: true },
  { name: "icon", status: 200, path: "/icon.svg", isPage: true },
  { name: "download", status: 200, path: "/downloads/portcullis-siem-agent.tgz", isPage: true },
  { name: "refusal of the API", status: 401, path: "/api/v1/alerts/" },
  { name: "method that the API does not take", status: 405, path: "/api/v1/alerts/", method: "DELETE" },
  { name: "path that the API does not have", status: 404, path: "/api/v1/wishes/" },
  { name: "API's description", status: 200, path: "/api/v1/openapi.json", isCached: true },
  { name: "host that is none of ours", status: 421, path: "/", host: "evil.example" },
  { name: "loopback address", status: 307, path: "/", host: "127.0.0.1" },
];

function expectHeaders({ headers }: HttpAnswer, kind: Kind): void {
  expect(headers, kind.name).toMatchObject({
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
  });
  expect(headers["permissions-policy"], kind.name).toContain("camera=()");
  expect(headers["x-powered-by"], kind.name).toBeUndefined();
  expect(headers.server, kind.name).toBeUndefined();
  const policy = String(headers["content-security-policy"]);
  for (const directive of ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
    expect(policy, kind.name).toContain(directive);
  if (kind.isPage) expect(policy, kind.name).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/]{22}==' 'strict-dynamic';/);
  else expect(policy, kind.name).not.toContain("script-src");
  expect(policy, kind.name).not.toContain("unsafe-eval");
  expect(policy, kind.name).not.toMatch(/script-src[^;]*unsafe-inline/);
  if (!kind.isCached) expect(String(headers["cache-control"]), kind.name).toContain("no-store");
}

test("B-09: every kind of answer carries the security headers", async () => {
  const ask = (kind: Kind) =>
    httpCall({
      secret: null,
      tenant: null,
      host: kind.host ?? host(),
      path: kind.path,
      method: kind.method ?? "GET",
      headers: kind.headers ?? [],
    });
  for (const kind of kinds) {
    const answer = await ask(kind);
    expect(answer.status, kind.name).toBe(kind.status);
    expectHeaders(answer, kind);
    expect(answer.headers["strict-transport-security"], kind.name).toBeUndefined();
  }
  const page = await ask({ name: "page", status: 200, path: "/sign-in" });
  const script = /src="(\/_next\/static\/[^"]+\.js)"/.exec(page.text)?.[1] ?? "no script";
  expectHeaders(await ask({ name: "script", status: 200, path: script }), {
    name: "script",
    status: 200,
    path: script,
    isPage: true,
    isCached: true,
  });
});

test("B-09: no two answers share a nonce, and each page's own scripts carry it", async () => {
  const nonces = new Set<string>();
  for (let round = 0; round < 5; round += 1) {
    const { headers, text } = await httpCall({ secret: null, tenant: null, host: host(), path: "/sign-in" });
    const nonce = /'nonce-([^']+)'/.exec(String(headers["content-security-policy"]))?.[1] ?? "";
    nonces.add(nonce);
    const scripts = text.match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
  }
  expect(nonces.size).toBe(5);
});

test("B-09: behind TLS every answer says so for a year, subdomains included", async ({ request }) => {
  const { port } = await freeAddress();
  const server = await startSecondServer({ port, baseUrl: "https://portal.example.com" }, {});
  try {
    for (const [name, path] of [
      ["contoso.portal.example.com", "/sign-in"],
      ["contoso.portal.example.com", tokensPath],
      ["contoso.portal.example.com", "/api/v1/alerts/"],
      ["evil.example", "/"],
    ] as const) {
      const answer = await request.fetch(`http://127.0.0.1:${port}${path}`, {
        headers: { host: name },
        maxRedirects: 0,
      });
      expect(answer.headers()["strict-transport-security"], path).toBe("max-age=31536000; includeSubDomains");
      expect(answer.headers().location ?? "https://", path).not.toMatch(/^http:/);
    }
  } finally {
    await server.end("SIGTERM");
  }
});
