import { z } from "zod";
import { auditActions } from "./audit-event";
import { type CalendarDay, calendarDay, dayAfter, startOfDay } from "./calendar-day";

const text = z.string().trim().max(256).catch("").default("");
const day = calendarDay.nullable().catch(null).default(null);
const cursor = z.string().max(1024).optional().catch(undefined);

/** The audit log's view as its address holds it. Anything unreadable falls back to the default view. */
export const auditView = z.object({
  action: z.enum(auditActions).nullable().catch(null).default(null),
  /** Part of the name, or the whole id, of who did it. */
  actor: text,
  /** Part of the name, or the whole id, of what it was done to. */
  target: text,
  /** Part of a name, an address, a client, or a whole id. */
  search: text,
  /** First day shown, in the reader's time zone. */
  from: day,
  /** Last day shown, in the reader's time zone. */
  to: day,
  direction: z.enum(["asc", "desc"]).catch("desc").default("desc"),
  after: cursor,
  before: cursor,
});
export type AuditView = z.infer<typeof auditView>;

/** Which events are meant, in instants. */
export type AuditFilter = Pick<AuditView, "action" | "actor" | "target" | "search"> & {
  /** Inclusive. */
  from: Date | null;
  /** Exclusive. */
  until: Date | null;
};

/** What a page of the audit log is asked for. */
export type ListEventsInput = AuditFilter & Pick<AuditView, "direction" | "after" | "before">;

/** The view with its days turned into instants: from the beginning of the first to the end of the last. */
export function listEventsInputOf(view: AuditView, timeZone: string): ListEventsInput {
  const { from, to, ...rest } = view;
  return {
    ...rest,
    from: from === null ? null : startOfDay(from, timeZone),
    until: to === null ? null : endOfDay(to, timeZone),
  };
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

function endOfDay(lastDay: CalendarDay, timeZone: string): Date {
  return startOfDay(dayAfter(lastDay), timeZone);
}
