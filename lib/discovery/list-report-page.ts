import { withTenant } from "../db/transaction";
import { type Caller, type MemberPrincipal, visibilityOf } from "../domain/access";
import type { ListedReport } from "../domain/discovery-report";
import type { ReportListView } from "../domain/discovery-upload-view";
import type { Page } from "../domain/page";
import { findReportPage } from "./report-store";

/**
 * One page of the data sources and snapshot reports, the newest first. The Global View is none of them: it has no row.
 * @throws Failure `forbidden` without `discovery:read`
 */
export function listReportPage(caller: Caller<MemberPrincipal>, view: ReportListView): Promise<Page<ListedReport>> {
  const visibility = visibilityOf(caller.principal, "discovery");
  return withTenant(visibility.tenantId, (tx) => findReportPage(tx, visibility, view));
}
