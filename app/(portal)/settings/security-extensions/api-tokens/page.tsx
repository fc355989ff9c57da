import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { GenerateTokenDialog } from "@/components/tokens/generate-token-dialog";
import { TokensHeader } from "@/components/tokens/tokens-header";
import { TokensView } from "@/components/tokens/tokens-view";
import { NoPermission } from "@/components/ui/no-permission";
import { can, isFullAdministrator } from "@/lib/domain/access";
import { listTokensInput, statusOf } from "@/lib/domain/api-token";
import { searchLogCollectorNames } from "@/lib/log-collectors/list-log-collectors";
import { findSiemAgentNames } from "@/lib/siem-agents/list-siem-agents";
import { listTokens, type TokenList } from "@/lib/tokens/list-tokens";
import { listTrends } from "@/lib/tokens/list-trends";
import { pageData } from "@/lib/web/page-data";
import { requireMember } from "@/lib/web/session";
import { portalHost } from "@/lib/web/tenant-host";
import { generateTokenAction, previewRevocationAction, revokeTokenAction } from "./actions";

type ApiTokensPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("tokens");
  return { title: t("title") };
}

/** Settings > Security extensions > API tokens. The whole state of the view is in its address. */
export default async function ApiTokensPage({ searchParams }: ApiTokensPageProps) {
  const caller = await requireMember();
  const host = await portalHost();
  if (host.kind !== "tenant") notFound();
  const { principal } = caller;
  const canGenerate = can(principal, "token:generate");
  const administers = isFullAdministrator(principal);
  if (!can(principal, "token:list-own") && !administers)
    return <NoPermission role={principal.role} tenantName={host.tenant.name} />;

  const query = listTokensInput.parse(await searchParams);
  const list = await pageData(listTokens(caller, query));
  const trends = await pageData(listTrends(caller, { publicIds: list.page.rows.map(({ publicId }) => publicId) }));
  const sections = {
    siemAgents: can(principal, "siem-agent:manage"),
    logCollectors: can(principal, "log-collector:manage"),
  };
  const found = {
    siemAgents: sections.siemAgents ? await pageData(findSiemAgentNames(caller, query.search)) : [],
    logCollectors: sections.logCollectors ? await pageData(searchLogCollectorNames(caller, query.search)) : [],
  };
  return (
    <GenerateTokenDialog generate={generateTokenAction} tenant={{ slug: host.tenant.slug, origin: host.origin }}>
      <TokensHeader origin={host.origin} canGenerate={canGenerate} />
      <TokensView
        {...viewOf(list, trends)}
        query={query}
        isFullAdministrator={administers}
        sections={sections}
        found={found}
        revocation={{ revoke: revokeTokenAction, preview: previewRevocationAction }}
      />
    </GenerateTokenDialog>
  );
}

/** The rows with their status at the moment of the query, without what the browser has no use for. */
function viewOf({ page, counts, now }: TokenList, trends: Map<string, number[]>) {
  const rows = page.rows.map(({ ownerId: _, ...token }) => ({
    ...token,
    status: statusOf({ lastUsedAt: token.lastUse?.at ?? null, revokedAt: token.revokedAt }, now),
    trend: trends.get(token.publicId) ?? null,
  }));
  return { page: { ...page, rows }, counts };
}
