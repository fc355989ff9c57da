import { z } from "zod";
import { globalViewName, timeFrames } from "./discovery-stream";

/** A report's id in an address; null is the Global View. */
const viewReport = z
  .string()
  .regex(/^[0-9a-f]{24}$/)
  .nullable()
  .catch(null)
  .default(null);

/** The time frame that no address needs to name. */
export const standardDays = 30;

const viewDays = z.coerce.number().pipe(z.literal(timeFrames)).catch(standardDays).default(standardDays);

/**
 * What every page of Cloud Discovery keeps in its address: which report, and how many days back. Anything unreadable falls
 * back to the Global View over 30 days.
 */
export const reportView = z.object({ report: viewReport, days: viewDays });
export type ReportView = z.infer<typeof reportView>;

/** The query parameters of a ReportView, which the tabs of Cloud Discovery hand on to each other. */
export const reportParameters: readonly string[] = ["report", "days"];

/** Which report, and how many days back. `stream` is a report's id or name. */
export type ReportChoice = { stream: string; days: number };

/** The view as use-cases take it. */
export function reportChoiceOf({ report, days }: ReportView): ReportChoice {
  return { stream: report ?? globalViewName, days };
}

/** By what the dashboard ranks the apps. */
export const topMeasures = ["traffic", "users", "transactions"] as const;
export type TopMeasure = (typeof topMeasures)[number];

/** The dashboard's view as its address holds it. */
export const dashboardView = reportView.extend({ top: z.enum(topMeasures).catch("traffic").default("traffic") });
export type DashboardView = z.infer<typeof dashboardView>;
