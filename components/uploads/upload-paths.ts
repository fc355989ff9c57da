export const uploadsPath = "/discovery/uploads";
export const newUploadPath = "/discovery/uploads/new";
export const reportsPath = "/discovery/uploads/reports";

/** The dashboard of one report. */
export function reportPath(id: string): string {
  return `/discovery?report=${id}`;
}

/** The files of one report. */
export function filesPath(id: string): string {
  return `${uploadsPath}?report=${id}`;
}

/** Where the focus goes back to when the dialog about this report closes. */
export function reportMenuId(id: string): string {
  return `report-menu-${id}`;
}
