import { afterEach, beforeEach, expect, test } from "vitest";
import { impactSince, trackedSince } from "./tracked-since";

const now = new Date("2026-06-15T10:20:00.000Z");
const day = 86_400_000;
const old = new Date("2020-01-01T00:00:00.000Z");
const settings = { ...process.env };

function keepFor(days: number): void {
  Object.assign(process.env, {
    DATABASE_URL: "postgresql://none",
    DATABASE_AUTH_URL: "postgresql://none",
    PORTAL_SESSION_SECRET: "s".repeat(43),
    PORTAL_TOKEN_PEPPER: `k1:${Buffer.alloc(32, 7).toString("base64")}`,
    PORTAL_USAGE_DAYS: String(days),
  });
}

const forgetSettings = () => Reflect.deleteProperty(globalThis, Symbol.for("portcullis.env"));

beforeEach(forgetSettings);
afterEach(() => {
  process.env = { ...settings };
  forgetSettings();
});

test.each([
  { kept: 7, tracked: "2026-06-08", impact: "2026-06-08" },
  { kept: 30, tracked: "2026-05-16", impact: "2026-05-16" },
  { kept: 400, tracked: "2025-05-11", impact: "2026-05-16" },
])(
  "calls kept for $kept days are known since $tracked, and a dialog looks back to $impact",
  ({ kept, tracked, impact }) => {
    keepFor(kept);
    expect(trackedSince(old, now)).toEqual(new Date(`${tracked}T00:00:00.000Z`));
    expect(impactSince(old, now)).toEqual(new Date(`${impact}T00:00:00.000Z`));
  },
);

test("nothing is known of a token before it was made", () => {
  keepFor(30);
  const made = new Date(now.getTime() - day);
  expect(trackedSince(made, now)).toEqual(made);
  expect(impactSince(made, now)).toEqual(made);
});
