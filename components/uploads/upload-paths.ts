import { dashboardPath, uploadsPath } from "@/components/discovery/discovery-paths";

export const newUploadPath = `${uploadsPath}/new`;
export const reportsPath = `${uploadsPath}/reports`;

/** The dashboard of one report. */
export function reportPath(id: string): string {
  return `${dashboardPath}?report=${id}`;
}

/** The files of one report. */
export function filesPath(id: string): string {
  return `${uploadsPath}?report=${id}`;
}

/** Where the focus goes back to when the dialog about this report closes. */
export function reportMenuId(id: string): string {
  return `report-menu-${id}`;
}
