import { getTimeZone } from "next-intl/server";
import { z } from "zod";
import { exportEvents } from "@/lib/audit/export-events";
import { auditView, type ExportFormat, exportFormats, listEventsInputOf } from "@/lib/domain/audit-query";
import { downloadOf } from "@/lib/web/download";
import { memberRoute } from "@/lib/web/member-route";

const contentTypes: Record<ExportFormat, string> = { csv: "text/csv", json: "application/json" };

const exportParameters = auditView.extend({ format: z.enum(exportFormats) });

/** Downloads the audit log as it is filtered in the address. */
export const GET = memberRoute(exportParameters, async (caller, { format, ...view }) => {
  const filter = listEventsInputOf(view, await getTimeZone());
  const { pieces, count, isCut } = await exportEvents(caller, { format, filter });
  const day = new Date().toISOString().slice(0, 10);
  const cut = isCut ? `-newest-${count}` : "";
  const fileName = `${caller.principal.tenantSlug}-audit-log-${day}${cut}.${format}`;
  return downloadOf(pieces, { fileName, contentType: contentTypes[format] });
});
