import type { GeneratedToken, TenantAddress } from "./generated-token";

const fileNameMaximum = 80;

/** A first call that tells who the token acts for. Public ids and secrets hold no character that a shell would read. */
export function curlSnippet(tenant: TenantAddress, token: GeneratedToken): string {
  return [`curl '${tenant.origin}/api/v1/me' \\`, `  -H 'Authorization: Token ${token.secret}'`].join("\n");
}

/** Lines for an environment file: the tenant's URL and the token. */
export function envSnippet(tenant: TenantAddress, token: GeneratedToken): string {
  return [`# ${token.name}`, `PORTCULLIS_URL=${tenant.origin}`, `PORTCULLIS_TOKEN=${token.secret}`].join("\n");
}

export function jsonSnippet(tenant: TenantAddress, token: GeneratedToken): string {
  return JSON.stringify({ name: token.name, url: tenant.origin, token: token.secret }, null, 2);
}

/**
 * `<slug>-<name>.env` in characters that every file system takes: letters and digits of any script, dot, hyphen and
 * underscore. Bounded in bytes, because file systems count those.
 */
export function envFileName(slug: string, tokenName: string): string {
  const readable = tokenName
    .normalize("NFC")
    .replace(/[^\p{L}\p{M}\p{N}._-]+/gu, "-")
    .replace(/-{2,}/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "");
  const stem = withinBytes(`${slug}-${readable || "token"}`, fileNameMaximum);
  return `${stem}.env`;
}

function withinBytes(text: string, maximum: number): string {
  const encoder = new TextEncoder();
  let bytes = 0;
  let kept = "";
  for (const character of text) {
    bytes += encoder.encode(character).length;
    if (bytes > maximum) break;
    kept += character;
  }
  return kept;
}
