import { openApiDocument } from "../api-contract/open-api";
import { permissionsOf } from "../domain/permissions-of";
import { processOnce } from "../process-once";
import { baseOrigin, tenantOrigin } from "../tenants/tenant-url";
import { revokeLeakedTokens } from "../tokens/revoke-leaked-tokens";
import { activityHandlers } from "./activity-handlers";
import { activityIngestHandlers } from "./activity-ingest-handlers";
import { administratorHandlers } from "./administrator-handlers";
import { alertHandlers } from "./alert-handlers";
import { catalogueHandlers } from "./catalogue-handlers";
import { dataSourceHandlers } from "./data-source-handlers";
import { discoveryHandlers } from "./discovery-handlers";
import { entityHandlers } from "./entity-handlers";
import { fileHandlers } from "./file-handlers";
import type { GuardedName, HandlersOf, PublicHandlers } from "./handler";
import { ipRangeHandlers } from "./ip-range-handlers";
import { logCollectorFeedHandlers } from "./log-collector-feed-handlers";
import { logCollectorHandlers } from "./log-collector-handlers";
import { networkOf } from "./network-of";
import { policyHandlers } from "./policy-handlers";
import { limitReports } from "./report-limit";
import { siemAgentHandlers } from "./siem-agent-handlers";
import { siemFeedHandlers } from "./siem-feed-handlers";

/** What stands behind the guarded endpoints. */
export const handlers: HandlersOf<GuardedName> = {
  ...administratorHandlers,
  ...alertHandlers,
  ...activityHandlers,
  ...activityIngestHandlers,
  ...entityHandlers,
  ...fileHandlers,
  ...policyHandlers,
  ...ipRangeHandlers,
  ...discoveryHandlers,
  ...siemAgentHandlers,
  ...siemFeedHandlers,
  ...logCollectorHandlers,
  ...logCollectorFeedHandlers,
  ...catalogueHandlers,
  ...dataSourceHandlers,
  whoAmI: ({ caller: { principal } }) => ({
    tenant: { slug: principal.tenantSlug, url: tenantOrigin(principal.tenantSlug) },
    token: { publicId: principal.tokenPublicId, name: principal.tokenName },
    issuer: { name: principal.memberName, email: principal.memberEmail, role: principal.role },
    permissions: [...permissionsOf(principal)],
  }),
};

/** What stands behind the public ones: the same answer for everybody. */
export const publicHandlers: PublicHandlers = {
  openApi: async () => processOnce("open-api", () => ({ openapi: "3.1.0", ...openApiDocument(baseOrigin()) })),
  revokeLeaked: async ({ visitor, input, now }) => {
    limitReports(networkOf(visitor.ip));
    await revokeLeakedTokens(visitor, input.fields, now);
    return { received: input.fields.tokens.length };
  },
};
