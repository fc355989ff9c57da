import { type HrefChanges, hrefWith } from "@/components/data-table/href-with";
import { type ReportView, standardDays } from "@/lib/domain/discovery-view";

export const dashboardPath = "/discovery";
export const appsPath = "/discovery/apps";
export const usersPath = "/discovery/users";
export const uploadsPath = "/discovery/uploads";

/** The page of one app. */
export function appPath(appId: number): string {
  return `${appsPath}/${appId}`;
}

/** The address of a view of the same report. @param changes what else the address says */
export function discoveryHref(path: string, { report, days }: ReportView, changes: HrefChanges = {}): string {
  return hrefWith(path, "", { report, days: days === standardDays ? null : String(days), ...changes });
}
