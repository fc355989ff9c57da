import { setTimeout as pause } from "node:timers/promises";
import { env } from "../env";
import { systemClock } from "../guard/clock";
import { type Confirmation, confirmRefusal } from "../guard/confirm-refusal";
import { longestLease } from "../guard/lease";
import { countNodes } from "./node-store";
import { noteRevocations } from "./revocation-journal";

/**
 * Waits until a change that was just committed counts on every process of the portal: a token that it ended is refused from
 * then on, whichever process is called. Takes some milliseconds, and a second when a process does not answer. The journal
 * outside the database knows the revocation then too, so that a restored backup does not bring the token back.
 */
export async function confirmEverywhere(): Promise<Confirmation> {
  const [confirmation] = await Promise.all([
    confirmRefusal({
      clock: systemClock,
      countNodes,
      wait: (milliseconds) => pause(milliseconds),
      assumedLease: longestLease(env().AUTH_MODE),
    }),
    noteRevocations(),
  ]);
  return confirmation;
}
