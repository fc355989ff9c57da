import { describe, expect, test } from "vitest";
import { parseEnv } from "./env";

const complete = {
  DATABASE_URL: "postgresql://a",
  DATABASE_AUTH_URL: "postgresql://b",
  PORTAL_SESSION_SECRET: "s".repeat(43),
  PORTAL_TOKEN_PEPPER: `k1:${Buffer.alloc(32, 7).toString("base64")}`,
};

describe("the settings", () => {
  test.each(Object.keys(complete))("L-04: bring no default for %s", (name) => {
    expect(() => parseEnv({ ...complete, [name]: undefined })).toThrow(`The setting ${name} is missing`);
  });

  test("L-04: refuse a session secret that somebody could guess by its length", () => {
    expect(() => parseEnv({ ...complete, PORTAL_SESSION_SECRET: "short" })).toThrow("PORTAL_SESSION_SECRET");
  });

  test("need only the database and the two secrets; the base URL follows the port", () => {
    expect(parseEnv(complete)).toMatchObject({ PORT: 3000, PORTAL_BASE_URL: "http://localhost:3000" });
    expect(parseEnv({ ...complete, PORT: "4100" }).PORTAL_BASE_URL).toBe("http://localhost:4100");
    expect(parseEnv({ ...complete, PORTAL_STORAGE: "s3://logs.example/eu/a" }).PORTAL_STORAGE).toEqual({
      bucket: "logs.example",
      prefix: "eu/a/",
    });
    expect(parseEnv({ ...complete, PORTAL_REGION: "" }).PORTAL_REGION).toBeUndefined();
  });

  test.each([
    [{ PORT: "0" }, "PORT"],
    [{ PORTAL_BASE_URL: "https://portal.example.com/sub" }, "PORTAL_BASE_URL must have no path"],
    [{ PORTAL_BASE_URL: "ftp://x" }, "PORTAL_BASE_URL must be an http or https URL"],
    [{ PORTAL_REGION: "EU West" }, "PORTAL_REGION must be one lower-case DNS label"],
    [{ PORTAL_SESSION_SECRET: "short" }, "PORTAL_SESSION_SECRET must be at least 32"],
    [{ DATABASE_URL: undefined }, "DATABASE_URL is missing"],
    [{ OIDC_ISSUER: "https://issuer.example" }, "go together"],
    [{ PORTAL_STORAGE: "s3:bucket" }, "PORTAL_STORAGE must be s3://"],
    [{ S3_ACCESS_KEY_ID: "key" }, "go together"],
  ])("a wrong one is named in a sentence: %j", (changes, sentence) => {
    expect(() => parseEnv({ ...complete, ...changes })).toThrow(sentence);
  });
});
