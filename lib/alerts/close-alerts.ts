import { recordEvents } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { type Caller, closableAlerts } from "../domain/access";
import { type ClosingVerdict, closingResolutions, openResolution } from "../domain/alert";
import type { AlertFilter } from "../domain/alert-list";
import { Failure } from "../domain/failure";
import type { Condition } from "../domain/filter";
import { countAlerts, markAlertsClosed } from "./alert-store";

/** One request closes at most so many: each one is written to the audit log in the same transaction. */
export const closingMaximum = 5_000;

export type CloseAlertsInput = {
  verdict: ClosingVerdict;
  /** Which alerts. Never empty: no filter would close everything. */
  conditions: readonly Condition<AlertFilter>[];
  comment: string | null;
  reason: number | null;
  feedback: {
    text: string | null;
    allowContact: boolean;
    contactEmail: string | null;
  } | null;
};

export type ClosedAlerts = {
  closed: number;
  /** The ids asked for by name that were not closed: missing, not visible, or closed before. */
  notFound: string[];
};

/**
 * Closes the open alerts that match, all or none, with one audit row each. An alert closed before stays as it was.
 * @throws Failure `forbidden` without `alert:close`; `invalid` without any filter, or when too many match
 */
export function closeAlerts(caller: Caller, input: CloseAlertsInput, now = new Date()): Promise<ClosedAlerts> {
  const visibility = closableAlerts(caller.principal);
  if (input.conditions.length === 0)
    throw new Failure("invalid", "At least one filter is needed: none would close every alert", { field: "filters" });
  return withTenant(visibility.tenantId, async (tx) => {
    const matching = await countAlerts(tx, visibility, [...input.conditions, isOpen], closingMaximum + 1);
    if (matching > closingMaximum) throw tooManyMatch();
    const closed = await markAlertsClosed(tx, visibility, input.conditions, {
      resolution: closingResolutions[input.verdict],
      at: now,
      byName: caller.principal.memberName,
      comment: input.comment,
      reason: input.reason,
      feedback: input.feedback,
    });
    const detail = { verdict: input.verdict, reasonId: input.reason, comment: input.comment };
    if (closed.length > 0)
      await recordEvents(
        tx,
        caller,
        closed.map(({ id, title }) => ({ action: "alert.closed", target: { kind: "alert", id, name: title }, detail })),
      );
    const closedIds = new Set(closed.map((alert) => alert.id));
    return { closed: closed.length, notFound: idsAskedFor(input.conditions).filter((id) => !closedIds.has(id)) };
  });
}

const isOpen: Condition<AlertFilter> = {
  field: "resolutionStatus",
  test: { kind: "among", values: [openResolution], orNull: false, negated: false },
};

function tooManyMatch(): Failure {
  return new Failure(
    "invalid",
    `More than ${closingMaximum} open alerts match: narrow the filters, for example by date`,
    {
      field: "filters",
    },
  );
}

function idsAskedFor(conditions: readonly Condition<AlertFilter>[]): string[] {
  const ids = conditions.flatMap(({ field, test }) =>
    field === "id" && test.kind === "among" && !test.negated ? test.values.map(String) : [],
  );
  return [...new Set(ids)];
}
