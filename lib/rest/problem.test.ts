import { describe, expect, test } from "vitest";
import { Failure } from "../domain/failure";
import { problemOf } from "./problem";

describe("what went wrong becomes an answer", () => {
  test("T-07: every unauthenticated call gets one body, whatever the cause", () => {
    const causes = ["malformed", "unknown", "revoked"].map(
      (detail) => new Failure("unauthenticated", `anything but ${detail}`, { detail }),
    );
    const bodies = new Set(causes.map((cause) => JSON.stringify(problemOf(cause))));
    expect([...bodies]).toEqual([
      JSON.stringify({
        status: 401,
        headers: { "www-authenticate": "Token" },
        body: { error: true, detail: "Invalid token" },
      }),
    ]);
  });

  test("H-12: the log's detail never leaves the process", () => {
    const problem = problemOf(
      new Failure("forbidden", "Insufficient role based permissions", { detail: "secret reason" }),
    );
    expect(problem?.status).toBe(403);
    expect(JSON.stringify(problem)).not.toContain("secret reason");
  });

  test("a wait is told in seconds", () => {
    const problem = problemOf(new Failure("rate-limited", "Too many requests", { retryAfterSeconds: 12 }));
    expect(problem).toMatchObject({ status: 429, headers: { "retry-after": "12" } });
  });

  test("a used-up limit is told with what was allowed, that nothing is left, and when it begins anew", () => {
    const refusal = new Failure("rate-limited", "Too many requests", { retryAfterSeconds: 12, limit: 600 });
    expect(problemOf(refusal)?.headers).toEqual({
      "retry-after": "12",
      "ratelimit-limit": "600",
      "ratelimit-remaining": "0",
      "ratelimit-reset": "12",
    });
  });

  test.each([
    Object.assign(new Error("connect"), { code: "ECONNREFUSED" }),
    Object.assign(new Error("wrapped"), { cause: { cause: { code: "57P01" } } }),
    new AggregateError([Object.assign(new Error("connect"), { code: "ECONNREFUSED" })]),
    new Error("timeout exceeded when trying to connect"),
    Object.assign(new Error("prisma"), { code: "P2028" }),
    Object.assign(new Error("slow"), { code: "P2010", meta: { driverAdapterError: { cause: { code: "57014" } } } }),
    new Error("Query read timeout"),
    Object.assign(new Error("adapter"), { cause: { kind: "DatabaseNotReachable" } }),
  ])("a database that is away is 503 with a wait: %s", (error) => {
    expect(problemOf(error)).toMatchObject({ status: 503, headers: { "retry-after": "2" } });
  });

  test("a bug stays a bug", () => {
    expect(problemOf(new TypeError("undefined is not a function"))).toBeNull();
    expect(problemOf(Object.assign(new Error("syntax"), { code: "42601" }))).toBeNull();
    expect(problemOf(undefined)).toBeNull();
  });
});
