"use server";

import { closeSelection } from "@/lib/alerts/close-selection";
import { markAlertRead } from "@/lib/alerts/mark-alert-read";
import { closeSelectionInput, markReadInput } from "@/lib/domain/alert-closing";
import { memberAction } from "@/lib/web/action";

/** Closes the alerts that the caller chose and may close. */
export const closeAlertsAction = memberAction(closeSelectionInput, closeSelection);

export const markAlertReadAction = memberAction(markReadInput, async (caller, { id, isRead }) => {
  await markAlertRead(caller, id, isRead);
});
