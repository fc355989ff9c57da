import { z } from "zod";
import { listActivityPage } from "@/lib/activities/list-activity-page";
import { listAlertHistory } from "@/lib/alerts/list-alert-history";
import { listAlertPage } from "@/lib/alerts/list-alert-page";
import { listPolicyAlerts } from "@/lib/alerts/list-policy-alerts";
import { exportEvents } from "@/lib/audit/export-events";
import { listEvents } from "@/lib/audit/list-events";
import { listCustomApps } from "@/lib/discovery/custom-apps";
import { viewDiscoverySettings } from "@/lib/discovery/discovery-settings";
import { findDiscoveredApp } from "@/lib/discovery/find-discovered-app";
import { followUpload } from "@/lib/discovery/follow-upload";
import { listAppPage } from "@/lib/discovery/list-app-page";
import { allDataSources } from "@/lib/discovery/list-data-sources";
import { listUserPage } from "@/lib/discovery/list-discovered-users";
import { listReportPage } from "@/lib/discovery/list-report-page";
import { listUploadPage } from "@/lib/discovery/list-upload-page";
import { summariseReport } from "@/lib/discovery/summarise-report";
import { viewDiscoveredUser } from "@/lib/discovery/view-discovered-user";
import type { Caller, MemberPrincipal } from "@/lib/domain/access";
import { activityPageInputOf, activityView } from "@/lib/domain/activity-view";
import { alertPageInputOf, alertView } from "@/lib/domain/alert-view";
import { listTokensInput } from "@/lib/domain/api-token";
import { auditView, listEventsInputOf } from "@/lib/domain/audit-query";
import { discoveredAppView } from "@/lib/domain/discovered-app-view";
import { userListView } from "@/lib/domain/discovered-user-view";
import { reportListView, uploadView } from "@/lib/domain/discovery-upload-view";
import { dashboardView, reportChoiceOf, reportView } from "@/lib/domain/discovery-view";
import { listMembersInput } from "@/lib/domain/member";
import { policyView } from "@/lib/domain/policy-view";
import { usageView } from "@/lib/domain/usage-view";
import { listMembersPage } from "@/lib/members/list-members";
import { findPolicy } from "@/lib/policies/find-policy";
import { findPolicyName } from "@/lib/policies/find-policy-name";
import { listPolicyHistory } from "@/lib/policies/list-policy-history";
import { listPolicyPage } from "@/lib/policies/list-policy-page";
import { getSiemAgent, listSiemAgents } from "@/lib/siem-agents/list-siem-agents";
import { findTokenDetails } from "@/lib/tokens/find-token-details";
import { listTokens } from "@/lib/tokens/list-tokens";
import { listTrends } from "@/lib/tokens/list-trends";
import { watchFirstCall } from "@/lib/tokens/watch-first-call";

type Member = Caller<MemberPrincipal>;

/** What a page or a poll of the portal reads: the address that it takes, and what it shows to a caller. */
export type PortalRead = {
  name: string;
  schema: z.ZodType;
  read: (caller: Member, given: unknown) => Promise<unknown>;
};

const nothing = z.object({});
/** Keys of the forms that addresses hold. */
const hexId = z.object({ id: z.string().regex(/^[0-9a-f]{24}$/) });
const uuid = z.object({ id: z.uuid() });
const tokenId = z.object({ publicId: z.string().regex(/^[0-9A-Za-z]{12}$/) });
const appId = z.object({ appId: z.int() });

/** Pages and polls of the portal, by the use-cases that they read through. Actions and the API are found by themselves. */
export const portalReads: readonly PortalRead[] = [
  reads("activities", activityView, (caller, view) => listActivityPage(caller, activityPageInputOf(view, "UTC"))),
  reads("alerts", alertView, (caller, view) => listAlertPage(caller, alertPageInputOf(view, "UTC"))),
  reads("alert history", hexId, (caller, { id }) => listAlertHistory(caller, id)),
  reads("audit log", auditView, (caller, view) => listEvents(caller, listEventsInputOf(view, "UTC"))),
  reads("audit export", auditView, exportedEvents),
  reads("policies", policyView, (caller, view) => listPolicyPage(caller, view)),
  reads("policy", hexId, (caller, { id }) => findPolicy(caller, id, null)),
  reads("policy name", hexId, (caller, { id }) => findPolicyName(caller, id)),
  reads("policy history", hexId, (caller, { id }) => listPolicyHistory(caller, id)),
  reads("policy alerts", hexId, (caller, { id }) => listPolicyAlerts(caller, id)),
  reads("members", listMembersInput, (caller, input) => listMembersPage(caller, input)),
  reads("tokens", listTokensInput, (caller, input) => listTokens(caller, input)),
  reads("token", tokenId.extend(usageView.shape), (caller, input) => findTokenDetails(caller, input)),
  reads("token trends", z.object({ publicIds: z.array(tokenId.shape.publicId) }), async (caller, input) => [
    ...(await listTrends(caller, input)),
  ]),
  reads("first call", tokenId, (caller, input) => watchFirstCall(caller, input)),
  reads("SIEM agents", nothing, (caller) => listSiemAgents(caller)),
  reads("SIEM agent", uuid, (caller, { id }) => getSiemAgent(caller, id)),
  reads("data sources", nothing, (caller) => allDataSources(caller)),
  reads("custom apps", nothing, (caller) => listCustomApps(caller)),
  reads("discovery settings", nothing, (caller) => viewDiscoverySettings(caller)),
  reads("uploads", uploadView, (caller, view) => listUploadPage(caller, view)),
  reads("upload", uuid, (caller, { id }) => followUpload(caller, id)),
  reads("reports", reportListView, (caller, view) => listReportPage(caller, view)),
  reads("discovery dashboard", dashboardView, (caller, view) =>
    summariseReport(caller, { ...reportChoiceOf(view), measure: view.top }, new Date()),
  ),
  reads("discovered apps", discoveredAppView, (caller, view) => listAppPage(caller, view, new Date())),
  reads("discovered app", reportView.extend(appId.shape), (caller, { appId, ...view }) =>
    findDiscoveredApp(caller, { ...reportChoiceOf(view), appId }, new Date()),
  ),
  reads("discovered users", userListView, (caller, view) =>
    listUserPage(caller, { ...view, ...reportChoiceOf(view), appId: null }, new Date()),
  ),
  reads("discovered user", reportView.extend({ user: z.string() }), (caller, { user, ...view }) =>
    viewDiscoveredUser(caller, { ...reportChoiceOf(view), user }, new Date()),
  ),
];

function reads<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  read: (caller: Member, input: z.output<Schema>) => Promise<unknown>,
): PortalRead {
  return { name, schema, read: (caller, given) => read(caller, schema.parse(given)) };
}

async function exportedEvents(caller: Member, view: z.output<typeof auditView>): Promise<unknown> {
  const { pieces, count } = await exportEvents(caller, { format: "csv", filter: listEventsInputOf(view, "UTC") });
  const text: string[] = [];
  for await (const piece of pieces) text.push(piece);
  return { count, text };
}
