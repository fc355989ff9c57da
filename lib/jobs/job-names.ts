/**
 * The kinds of background jobs, each with a queue of its own. The migration makes the queues, because the portal's own
 * role may not make tables: add a name here first, then define the job with `defineJob`.
 */
export const jobNames: readonly string[] = ["parse-discovery-log", "apply-discovery-policies", "tidy-usage"];

/** The queue to which jobs go that have failed for good, for those kinds that want to hear of it. */
export function failedQueueOf(name: string): string {
  return `${name}-failed`;
}
