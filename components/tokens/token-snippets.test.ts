import { describe, expect, test } from "vitest";
import { curlSnippet, envFileName, envSnippet, jsonSnippet } from "./token-snippets";

const tenant = { slug: "contoso", origin: "http://contoso.localhost:3000" };
const token = { secret: `pcu1${"a".repeat(60)}`, publicId: "abcdefghijkl", name: "Nightly export" };

describe("ready-made settings", () => {
  test("the curl command calls the tenant's own URL with the token", () => {
    expect(curlSnippet(tenant, token)).toBe(
      `curl 'http://contoso.localhost:3000/api/v1/me' \\\n  -H 'Authorization: Token ${token.secret}'`,
    );
  });

  test("the environment file holds URL and token, and a name can only ever be a comment", () => {
    const lines = envSnippet(tenant, { ...token, name: "PATH=/tmp $(id)" }).split("\n");
    expect(lines).toEqual(["# PATH=/tmp $(id)", `PORTCULLIS_URL=${tenant.origin}`, `PORTCULLIS_TOKEN=${token.secret}`]);
  });

  test("the JSON survives any name", () => {
    const name = '夜間 "export" \\';
    expect(JSON.parse(jsonSnippet(tenant, { ...token, name }))).toEqual({
      name,
      url: tenant.origin,
      token: token.secret,
    });
  });
});

describe("the name of the downloaded file", () => {
  test("says tenant and token", () => {
    expect(envFileName("contoso", "Nightly export")).toBe("contoso-Nightly-export.env");
  });

  test("keeps every script and drops what a path or a shell would read", () => {
    expect(envFileName("contoso", "夜間匯出")).toBe("contoso-夜間匯出.env");
    expect(envFileName("contoso", "../../etc/passwd")).toBe("contoso-etc-passwd.env");
    expect(envFileName("contoso", 'a:b*c?"<>|')).toBe("contoso-a-b-c.env");
  });

  test("is never empty and never too long for a file system", () => {
    expect(envFileName("contoso", "///")).toBe("contoso-token.env");
    expect(new TextEncoder().encode(envFileName("contoso", "權".repeat(256))).length).toBeLessThanOrEqual(84);
  });
});
