import { randomBytes } from "node:crypto";

/** 128 bits, fresh for each response. */
export function freshNonce(): string {
  return randomBytes(16).toString("base64");
}

/**
 * The policy of every page. Scripts run only with this response's nonce; nothing loads from, or is framed by, another
 * origin. Styles may be inline because the headless components position with style attributes.
 */
export function contentSecurityPolicy(nonce: string, development: boolean): string {
  const scripts = `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`;
  return [
    "default-src 'none'",
    scripts,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "manifest-src 'self'",
  ].join("; ");
}

/** The policy of what is no page: nothing in it runs, loads, or is framed, should a browser ever show it. */
const inertPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The headers of every answer, whatever it is; a page's own policy takes the place of the inert one. */
export function commonHeaders(secure: boolean): Record<string, string> {
  return {
    "content-security-policy": inertPolicy,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ...(secure ? { "strict-transport-security": "max-age=31536000; includeSubDomains" } : {}),
  };
}
