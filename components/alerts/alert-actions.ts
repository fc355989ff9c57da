import type { Action } from "@/lib/domain/action-result";
import type { CloseSelectionForm } from "@/lib/domain/alert-closing";
import type { ListedAlert } from "@/lib/domain/alert-view";

/** What the server does for the alert pages; the page hands it down. */
export type AlertActions = {
  markRead: Action<{ id: string; isRead: boolean }, void>;
  /** Null for those who may look but not close. */
  close: Action<CloseSelectionForm, { closed: number; notOpen: number }> | null;
};

/** What is shown of an alert before it is closed. */
export type ClosableAlert = Pick<ListedAlert, "id" | "title" | "severity">;

export const alertsPath = "/alerts";

/** The page of one alert. */
export function alertPath(id: string): string {
  return `${alertsPath}/${id}`;
}
