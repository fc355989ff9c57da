import type { Caller, MemberPrincipal } from "../domain/access";
import { type CloseSelectionInput, closingReasonNumbers } from "../domain/alert-closing";
import { closeAlerts } from "./close-alerts";

/**
 * Closes the alerts that a person chose, with one verdict for all. Those that are no longer open stay as they are and are
 * counted.
 * @throws Failure `forbidden` without `alert:close`
 */
export async function closeSelection(
  caller: Caller<MemberPrincipal>,
  input: CloseSelectionInput,
): Promise<{ closed: number; notOpen: number }> {
  const { ids, verdict, reason, comment } = input;
  const { closed, notFound } = await closeAlerts(caller, {
    verdict,
    conditions: [{ field: "id", test: { kind: "among", values: ids, orNull: false, negated: false } }],
    comment,
    reason: reason === null ? null : closingReasonNumbers[reason],
    feedback: null,
  });
  return { closed, notOpen: notFound.length };
}
