import { setTimeout as pause } from "node:timers/promises";
import { env } from "../env";
import { systemClock } from "../guard/clock";
import { type Confirmation, confirmRefusal } from "../guard/confirm-refusal";
import { longestLease } from "../guard/lease";
import { countNodes } from "./node-store";

/**
 * Waits until a change that was just committed counts on every process of the portal: a token that it ended is refused from
 * then on, whichever process is called. Takes some milliseconds, and a second when a process does not answer.
 */
export function confirmEverywhere(): Promise<Confirmation> {
  return confirmRefusal({
    clock: systemClock,
    countNodes,
    wait: (milliseconds) => pause(milliseconds),
    assumedLease: longestLease(env().AUTH_MODE),
  });
}
