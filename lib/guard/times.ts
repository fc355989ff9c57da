/*
 * The times behind the guard's promise, in milliseconds. ARCHITECTURE.md ("A revocation, and why it holds") proves it with
 * them; a test holds that page and these numbers together.
 */

/** How long a process may answer from memory after it asked the database, counted from before it asked. */
export const leaseMilliseconds = 1_000;
/** How often it asks when nobody wakes it. */
export const pollMilliseconds = 250;
/** How often a process shows itself in the registry, */
export const showEveryMilliseconds = 3_000;
/** and how fresh that must be in the snapshot that gives it a lease. `auth.count_nodes` relies on this being 8 seconds. */
export const seenWithinMilliseconds = 8_000;
/** What is remembered is asked for again after this long, whatever happens. */
export const rememberedMilliseconds = 60_000;
/** Longer than anything remembered, so that no answer can outlive the floor that it is below. */
export const floorMilliseconds = 120_000;
/** How long a token that does not exist is remembered as such. */
export const unknownMilliseconds = 5_000;
/** By how much a clock may run too fast or too slow: twice as much as time synchronisation ever corrects it by. */
export const clockDrift = 0.001;
