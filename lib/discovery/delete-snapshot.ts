import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { authorize, type Caller, type MemberPrincipal, visibilityOf } from "../domain/access";
import type { ReportImpact } from "../domain/discovery-report";
import { Failure, notFound } from "../domain/failure";
import { deleteReport, findSnapshotForUpdate, hasUploadUnderWay, measureReport } from "./report-store";

const deletionMilliseconds = 120_000;

/**
 * What would go with a snapshot report.
 * @throws Failure `forbidden` without `discovery:upload`; `not-found` when it is gone, a data source, or another tenant's
 */
export function weighSnapshot(caller: Caller<MemberPrincipal>, { id }: { id: string }): Promise<ReportImpact> {
  authorize(caller.principal, "discovery:upload");
  const visibility = visibilityOf(caller.principal, "discovery");
  return withTenant(visibility.tenantId, async (tx) => {
    if ((await findSnapshotForUpdate(tx, visibility, id)) === null) throw notFound("report");
    return measureReport(tx, visibility, id);
  });
}

/**
 * Deletes a snapshot report for good, with its traffic and the record of its files. Data sources stay: what they saw is
 * part of the Global View.
 * @throws Failure as weighSnapshot, and `conflict` while one of its files is waiting or being parsed
 */
export function deleteSnapshot(caller: Caller<MemberPrincipal>, { id }: { id: string }): Promise<{ name: string }> {
  authorize(caller.principal, "discovery:upload");
  const visibility = visibilityOf(caller.principal, "discovery");
  return withTenant(
    visibility.tenantId,
    async (tx) => {
      const snapshot = await findSnapshotForUpdate(tx, visibility, id);
      if (snapshot === null) throw notFound("report");
      if (await hasUploadUnderWay(tx, visibility, id))
        throw new Failure("conflict", "A file of this report is still being parsed", { messageKey: "reportBusy" });
      const impact = await measureReport(tx, visibility, id);
      await deleteReport(tx, visibility, id);
      await recordEvent(tx, caller, {
        action: "discovery.report-deleted",
        target: { kind: "discovery-report", id, name: snapshot.name },
        detail: impact,
      });
      return snapshot;
    },
    undefined,
    deletionMilliseconds,
  );
}
