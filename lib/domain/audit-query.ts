import { z } from "zod";
import { auditActions } from "./audit-event";
import { type Period, periodOf, viewCursor, viewDay, viewDirection, viewText } from "./list-view";

/** The audit log's view as its address holds it. Anything unreadable falls back to the default view. */
export const auditView = z.object({
  action: z.enum(auditActions).nullable().catch(null).default(null),
  /** Part of the name, or the whole id, of who did it. */
  actor: viewText,
  /** Part of the name, or the whole id, of what it was done to. */
  target: viewText,
  /** Part of a name, an address, a client, or a whole id. */
  search: viewText,
  /** First day shown, in the reader's time zone. */
  from: viewDay,
  /** Last day shown, in the reader's time zone. */
  to: viewDay,
  direction: viewDirection,
  after: viewCursor,
  before: viewCursor,
});
export type AuditView = z.infer<typeof auditView>;

/** Which events are meant, in instants. */
export type AuditFilter = Pick<AuditView, "action" | "actor" | "target" | "search"> & Period;

/** What a page of the audit log is asked for. */
export type ListEventsInput = AuditFilter & Pick<AuditView, "direction" | "after" | "before">;

/** The view with its days turned into instants: from the beginning of the first to the end of the last. */
export function listEventsInputOf(view: AuditView, timeZone: string): ListEventsInput {
  const { from, to, ...rest } = view;
  return { ...rest, ...periodOf({ from, to }, timeZone) };
}

/** Whether the view shows less than everything. */
export function isNarrowed(view: AuditView): boolean {
  const { action, actor, target, search, from, to } = view;
  return action !== null || from !== null || to !== null || `${actor}${target}${search}` !== "";
}

export const exportFormats = ["csv", "json"] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** The most events that one export holds: the newest that match. */
export const exportMaximum = 100_000;
