import { afterEach, describe, expect, it } from "vitest";
import { parseEnv } from "../env";
import { processOnce } from "../process-once";
import { authCookies, mayUseSecureCookies, sessionCookie } from "./cookies";

const required = {
  DATABASE_URL: "postgresql://app@127.0.0.1/none",
  DATABASE_AUTH_URL: "postgresql://auth@127.0.0.1/none",
  PORTAL_SESSION_SECRET: "0123456789abcdef0123456789abcdef",
  PORTAL_TOKEN_PEPPER: `k1:${"a".repeat(43)}`,
};

function servedAt(baseUrl: string): void {
  forgetSettings();
  processOnce("env", () => parseEnv({ ...required, PORTAL_BASE_URL: baseUrl }));
}

function forgetSettings(): void {
  Reflect.deleteProperty(globalThis, Symbol.for("portcullis.env"));
}

afterEach(forgetSettings);

describe("B-01: the portal's cookies", () => {
  it("are secure wherever browsers allow it", () => {
    expect(mayUseSecureCookies("https://portal.example.com")).toBe(true);
    expect(mayUseSecureCookies("http://localhost:3000")).toBe(true);
    expect(mayUseSecureCookies("http://demo.localhost:3000")).toBe(true);
    expect(mayUseSecureCookies("http://portal.example.com")).toBe(false);
    expect(mayUseSecureCookies("http://localhost.example.com")).toBe(false);
  });

  it("carry the prefix that a sibling tenant's host cannot plant", () => {
    servedAt("https://portal.example.com");
    for (const cookie of Object.values(authCookies())) expect(cookie.name).toMatch(/^__Host-portcullis\./);
  });

  it.each(["https://portal.example.com", "http://portal.internal"])("belong to one host alone, at %s", (baseUrl) => {
    servedAt(baseUrl);
    for (const { options } of Object.values(authCookies())) {
      expect(options).not.toHaveProperty("domain");
      expect(options).toMatchObject({ httpOnly: true, sameSite: "lax", path: "/" });
    }
  });

  it("still work over plain HTTP, without the prefix that needs Secure", () => {
    servedAt("http://portal.internal");
    expect(sessionCookie()).toMatchObject({ name: "portcullis.session", options: { secure: false } });
  });
});
