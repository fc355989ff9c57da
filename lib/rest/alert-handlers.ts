import { type CloseAlertsInput, type ClosedAlerts, closeAlerts } from "../alerts/close-alerts";
import { findAlert } from "../alerts/find-alert";
import { listAlerts } from "../alerts/list-alerts";
import { markAlertRead } from "../alerts/mark-alert-read";
import type { alertClosingEndpoints } from "../api-contract/alert-closing";
import type { alertEndpoints } from "../api-contract/alerts";
import type { Caller, TokenPrincipal } from "../domain/access";
import { tenantOrigin } from "../tenants/tenant-url";
import { toAlertRecord } from "./alert-wire";
import type { HandlersOf } from "./handler";
import { toListAnswer } from "./list-answer";
import { parameterOf } from "./parameter";
import { RefusedWith } from "./problem";

export const alertHandlers: HandlersOf<keyof typeof alertEndpoints | keyof typeof alertClosingEndpoints> = {
  listAlerts: async ({ caller, input }) => {
    const origin = originOf(caller);
    return toListAnswer(input.query, await listAlerts(caller, input.query), (alert) => toAlertRecord(alert, origin));
  },
  findAlert: async ({ caller, parameters }) =>
    toAlertRecord(await findAlert(caller, parameterOf(parameters, "id", "alert")), originOf(caller)),
  markAlertRead: async ({ caller, parameters, now }) =>
    toAlertRecord(await markAlertRead(caller, parameterOf(parameters, "id", "alert"), true, now), originOf(caller)),
  markAlertUnread: async ({ caller, parameters, now }) =>
    toAlertRecord(await markAlertRead(caller, parameterOf(parameters, "id", "alert"), false, now), originOf(caller)),
  closeBenign: ({ caller, input, now }) =>
    close(caller, closingOf("benign", input), now, (closed) => ({ closed_benign: closed })),
  closeFalsePositive: ({ caller, input, now }) => closeAsFalsePositive(caller, closingOf("false-positive", input), now),
  dismissAlerts: ({ caller, input, now }) => closeAsFalsePositive(caller, closingOf("false-positive", input), now),
  closeTruePositive: ({ caller, input, now }) => closeAsTruePositive(caller, closingOf("true-positive", input), now),
  resolveAlerts: ({ caller, input, now }) => closeAsTruePositive(caller, closingOf("true-positive", input), now),
  dismissAlert: ({ caller, parameters, input, now }) => {
    const id = parameterOf(parameters, "id", "alert");
    const conditions: CloseAlertsInput["conditions"] = [
      { field: "id", test: { kind: "among", values: [id], orNull: false, negated: false } },
    ];
    const { comment } = input.fields;
    return closeAsFalsePositive(
      caller,
      { verdict: "false-positive", conditions, comment, reason: null, feedback: null },
      now,
    );
  },
};

type ClosingInput = {
  conditions: CloseAlertsInput["conditions"];
  fields: {
    comment: string | null;
    reasonId?: number | null;
    sendFeedback: boolean;
    feedbackText: string | null;
    allowContact: boolean;
    contactEmail: string | null;
  };
};

/** Feedback is kept only when the client says so. */
function closingOf(verdict: CloseAlertsInput["verdict"], { conditions, fields }: ClosingInput): CloseAlertsInput {
  const { comment, reasonId, sendFeedback, feedbackText: text, allowContact, contactEmail } = fields;
  const feedback = sendFeedback ? { text, allowContact, contactEmail } : null;
  return { verdict, conditions, comment, reason: reasonId ?? null, feedback };
}

function closeAsFalsePositive(caller: Caller<TokenPrincipal>, input: CloseAlertsInput, now: Date) {
  return close(caller, input, now, (closed) => ({ closed_false_positive: closed }));
}

function closeAsTruePositive(caller: Caller<TokenPrincipal>, input: CloseAlertsInput, now: Date) {
  return close(caller, input, now, (closed) => ({ closed_true_positive: closed }));
}

/** Alerts asked for by id of which none was closed are an error: published clients look for the list in one. */
async function close<Counted extends object>(
  caller: Caller<TokenPrincipal>,
  input: CloseAlertsInput,
  now: Date,
  counted: (closed: number) => Counted,
): Promise<Counted & { alertsNotFound?: string[] }> {
  const { closed, notFound }: ClosedAlerts = await closeAlerts(caller, input, now);
  if (notFound.length === 0) return counted(closed);
  const answer = { ...counted(closed), alertsNotFound: notFound };
  if (closed === 0) throw new RefusedWith(400, { error: true, detail: "None of these alerts is open", ...answer });
  return answer;
}

function originOf(caller: Caller<TokenPrincipal>): string {
  return tenantOrigin(caller.principal.tenantSlug);
}
