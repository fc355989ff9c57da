import { createHmac } from "node:crypto";
import ipaddr from "ipaddr.js";
import { RateLimiterRes } from "rate-limiter-flexible";
import { Failure } from "../domain/failure";
import { env } from "../env";
import { failures, waits } from "./throttle-store";

/** A sign-in that may go on. Counted as failed in advance, so that guesses sent at once cannot share a free one. */
export type Attempt = { succeeded(): Promise<void> };

/** How many failures cost nothing, and how long the wait after the next ones may grow. */
export type ThrottlePolicy = {
  freeFailures: number;
  maximumWaitSeconds: number;
};

/** Waits stay short for an account, because a stranger must not be able to lock its owner out (OWASP ASVS 5.0, 6.1.1). */
const accountPolicy: ThrottlePolicy = {
  freeFailures: 5,
  maximumWaitSeconds: 60,
};
const addressPolicy: ThrottlePolicy = {
  freeFailures: 30,
  maximumWaitSeconds: 300,
};

/** Who guesses codes knows the password already, so nobody else is locked out by long waits. */
const factorPolicy: ThrottlePolicy = {
  freeFailures: 5,
  maximumWaitSeconds: 900,
};

/**
 * Lets an attempt to sign in go on, or makes it wait: from the sixth failure of an account and the thirty-first of an
 * address block, one attempt per 1, 2, 4, 8 … seconds. Known and unknown accounts count alike.
 * @throws Failure `rate-limited` with the seconds to wait.
 */
export function admitAttempt(input: { scope: string; email: string; ip: string }): Promise<Attempt> {
  return admitBoth(keyOf("account", `${input.scope}|${input.email}`), accountPolicy, input.ip);
}

/**
 * The same for a second factor, with waits up to a quarter of an hour.
 * @throws Failure `rate-limited` with the seconds to wait.
 */
export function admitFactorAttempt(input: { tenantId: string; memberId: string; ip: string }): Promise<Attempt> {
  return admitBoth(keyOf("factor", `${input.tenantId}|${input.memberId}`), factorPolicy, input.ip);
}

async function admitBoth(account: string, policy: ThrottlePolicy, ip: string): Promise<Attempt> {
  const address = keyOf("address", addressBlock(ip));
  await admit(address, addressPolicy);
  try {
    await admit(account, policy);
  } catch (refusal) {
    await failures().reward(address, 1);
    throw refusal;
  }
  return {
    async succeeded() {
      await Promise.all([failures().delete(account), waits().delete(account), failures().reward(address, 1)]);
    },
  };
}

/** Seconds that lie between one attempt and the next after so many failures; 0 while they are free. */
export function waitSeconds(failureCount: number, policy: ThrottlePolicy): number {
  const beyond = failureCount - policy.freeFailures;
  return beyond <= 0 ? 0 : Math.min(2 ** (beyond - 1), policy.maximumWaitSeconds);
}

/** The part of an address that one customer of a provider commands: /24 of IPv4, /64 of IPv6. */
export function addressBlock(ip: string): string {
  if (!ipaddr.isValid(ip)) return "unknown";
  const address = ipaddr.process(ip);
  const bits = address.kind() === "ipv4" ? 24 : 64;
  const network = address.kind() === "ipv4" ? ipaddr.IPv4 : ipaddr.IPv6;
  return `${network.networkAddressFromCIDR(`${address.toString()}/${bits}`).toString()}/${bits}`;
}

async function admit(key: string, policy: ThrottlePolicy): Promise<void> {
  const { consumedPoints } = await failures().penalty(key, 1);
  const seconds = waitSeconds(consumedPoints, policy);
  if (seconds === 0) return;
  try {
    // Takes the one place of this wait. Atomic in the database, so several processes agree on who has it.
    await waits().consume(key, 1, { customDuration: seconds });
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    await failures().reward(key, 1);
    throw tooManyAttempts(Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)));
  }
}

function tooManyAttempts(retryAfterSeconds: number): Failure {
  return new Failure("rate-limited", `Too many failed sign-ins. Try again in ${retryAfterSeconds} s.`, {
    messageKey: "tooManySignIns",
    retryAfterSeconds,
  });
}

/** The table holds no e-mail and no address, only what this installation's secret makes of them. */
function keyOf(kind: string, value: string): string {
  return createHmac("sha256", env().PORTAL_SESSION_SECRET)
    .update(`sign-in throttle|${kind}|${value}`)
    .digest("base64url");
}
