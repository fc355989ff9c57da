import { hash, verify } from "@node-rs/argon2";
import { processOnce } from "../process-once";
import { type BoundedQueue, createBoundedQueue } from "./bounded-queue";

/** OWASP Password Storage Cheat Sheet: argon2id (the library's own choice) with 19 MiB, two passes, one lane. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Each check takes a core for about 10 ms and 19 MiB; these limits keep an attack from taking the machine. */
const concurrency = 2;
const maximumWaiting = 64;

/** Hash of a new password in PHC form, with a salt of its own. */
export function hashPassword(password: string): Promise<string> {
  return queue().run(() => hash(normalized(password), parameters));
}

/**
 * Whether the password belongs to the hash. Null, for somebody who has no password or does not exist, is checked against
 * a hash that nothing matches: it takes as long and says no.
 * @throws Failure `rate-limited` when too many checks wait already.
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const against = passwordHash ?? (await unmatchableHash());
  const isMatch = await queue().run(() => verify(against, normalized(password)));
  return isMatch && passwordHash !== null;
}

/** Whether a hash was made with less than today's parameters, or with another algorithm: then the next sign-in renews it. */
export function isOutdatedHash(passwordHash: string): boolean {
  const [, memory, passes, lanes] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$/.exec(passwordHash) ?? [];
  return (
    Number(memory ?? 0) < parameters.memoryCost ||
    Number(passes ?? 0) < parameters.timeCost ||
    Number(lanes) !== parameters.parallelism
  );
}

/** The same characters may arrive composed or decomposed, depending on the keyboard (NIST SP 800-63B, 3.1.1.2). */
function normalized(password: string): string {
  return password.normalize("NFKC");
}

function queue(): BoundedQueue {
  return processOnce("password-queue", () => createBoundedQueue(concurrency, maximumWaiting));
}

function unmatchableHash(): Promise<string> {
  return processOnce("unmatchable-hash", () => hash(crypto.randomUUID(), parameters));
}
