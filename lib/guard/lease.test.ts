import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parseEnv } from "../env";
import { type AuthMode, Lease, longestLease } from "./lease";
import {
  clockDrift,
  leaseMilliseconds,
  pollMilliseconds,
  rememberedMilliseconds,
  seenWithinMilliseconds,
  showEveryMilliseconds,
} from "./times";

const settings = {
  DATABASE_URL: "postgresql://app@localhost/portcullis",
  DATABASE_AUTH_URL: "postgresql://auth@localhost/portcullis",
  PORTAL_SESSION_SECRET: "x".repeat(32),
  PORTAL_TOKEN_PEPPER: `k1:${"x".repeat(43)}`,
};

function leaseAt(mode: AuthMode = { kind: "strict" }) {
  const time = { monotonic: 50_000, wall: 1_800_000_000_000 };
  const lease = new Lease({ monotonic: () => time.monotonic, wall: () => time.wall }, mode);
  const pass = (milliseconds: number) => {
    time.monotonic += milliseconds;
    time.wall += milliseconds;
  };
  return { lease, time, pass };
}

describe("a lease", () => {
  test("is not held before the database answered, and ends a second after the question was sent", () => {
    const { lease, pass } = leaseAt();
    expect(lease.isHeld()).toBe(false);
    const asked = lease.now();
    pass(300);
    lease.renew(asked);
    expect(lease.isHeld()).toBe(true);
    pass(699.9);
    expect(lease.isHeld()).toBe(true);
    pass(0.1);
    expect(lease.isHeld()).toBe(false);
  });

  test("is over when only the time of day went on, as on a virtual machine that was paused", () => {
    const { lease, time } = leaseAt();
    lease.renew(lease.now());
    time.wall += 1_000;
    expect(lease.isHeld()).toBe(false);
  });

  test("is cut off once it is over while the database is known to be away, and not before", () => {
    for (const [mode, length] of [
      [{ kind: "strict" } as const, 1_000],
      [{ kind: "grace", seconds: 30 } as const, 30_000],
    ] as const) {
      const { lease, pass } = leaseAt(mode);
      lease.renew(lease.now());
      lease.noteDatabase("away");
      pass(length - 1);
      expect(lease.isCutOff()).toBe(false);
      pass(1);
      expect(lease.isCutOff()).toBe(true);
      lease.noteDatabase("back");
      // It may be asked again, although nothing can be answered from memory yet.
      expect(lease.isCutOff()).toBe(false);
    }
  });

  test("is no longer when the time of day is set back", () => {
    const { lease, time } = leaseAt();
    lease.renew(lease.now());
    time.wall -= 3_600_000;
    time.monotonic += 1_000;
    expect(lease.isHeld()).toBe(false);
  });

  test("is stretched by the grace mode only while the database is known to be away", () => {
    const { lease, pass } = leaseAt({ kind: "grace", seconds: 60 });
    lease.renew(lease.now());
    pass(1_000);
    expect(lease.isHeld()).toBe(false);
    lease.noteDatabase("away");
    expect(lease.isHeld()).toBe(true);
    expect(lease.isStretched()).toBe(true);
    pass(58_999);
    expect(lease.isHeld()).toBe(true);
    expect(lease.isStretched()).toBe(true);
    pass(1);
    expect(lease.isHeld()).toBe(false);
    expect(lease.isStretched()).toBe(false);
    lease.renew(lease.now());
    lease.noteDatabase("back");
    pass(1_000);
    expect(lease.isHeld()).toBe(false);
  });
});

describe("a stretched lease", () => {
  test("is told from an ordinary one, which an outage of less than a second leaves as it is", () => {
    const { lease, pass } = leaseAt({ kind: "grace", seconds: 60 });
    lease.renew(lease.now());
    lease.noteDatabase("away");
    pass(999);
    expect(lease.isStretched()).toBe(false);
    pass(1);
    expect(lease.isStretched()).toBe(true);
    lease.noteDatabase("back");
    lease.renew(lease.now());
    expect(lease.isStretched()).toBe(false);
  });
});

describe("the setting AUTH_MODE", () => {
  test("is strict unless it says for how long not", () => {
    expect(parseEnv(settings).AUTH_MODE).toEqual({ kind: "strict" });
    expect(parseEnv({ ...settings, AUTH_MODE: "grace:300" }).AUTH_MODE).toEqual({ kind: "grace", seconds: 300 });
    expect(longestLease({ kind: "grace", seconds: 300 })).toBe(300_000);
  });

  test.each(["grace", "grace:0", "grace:-1", "grace:1.5", "lenient", "grace:100000"])(
    "refuses %s with a sentence",
    (mode) => {
      expect(() => parseEnv({ ...settings, AUTH_MODE: mode })).toThrow(
        "The setting AUTH_MODE must be strict, or grace:<seconds> such as grace:300.",
      );
    },
  );
});

test("the times on the page of the promise are those of the code", () => {
  const page = readFileSync(path.join(import.meta.dirname, "../../ARCHITECTURE.md"), "utf8");
  const bound = Math.ceil(leaseMilliseconds / (1 - clockDrift));
  for (const promised of [
    `${bound.toLocaleString("en")} ms after a revocation`,
    `lease of\n   ${leaseMilliseconds.toLocaleString("en")} ms`,
    `polls every ${pollMilliseconds} ms`,
    `at most ${rememberedMilliseconds / 1_000} s`,
    `every ${showEveryMilliseconds / 1_000} s`,
    `seen within ${seenWithinMilliseconds / 1_000} s`,
    `ρ = ${clockDrift}`,
  ])
    expect(page).toContain(promised);
});
