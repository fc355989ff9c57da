import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { RevokeTokenButton } from "@/components/token-details/revoke-token-button";
import { TokenDetailsBody } from "@/components/token-details/token-details-body";
import { TokenDetailsHeader, tokenHeadingId } from "@/components/token-details/token-details-header";
import { NoPermission } from "@/components/ui/no-permission";
import { routesForRole } from "@/lib/api-contract/opened-routes";
import { can, isFullAdministrator } from "@/lib/domain/access";
import { statusOf, tokenPublicId } from "@/lib/domain/api-token";
import { usageView } from "@/lib/domain/usage-view";
import { findTokenDetails } from "@/lib/tokens/find-token-details";
import { pageData } from "@/lib/web/page-data";
import { requireMember } from "@/lib/web/session";
import { portalHost } from "@/lib/web/tenant-host";
import { previewRevocationAction, revokeTokenAction } from "../actions";

type TokenPageProps = {
  params: Promise<{ publicId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("tokens.details");
  return { title: t("title") };
}

/** Settings > Security extensions > API tokens > one token: who calls with it, how that ends, and what it may do. */
export default async function TokenPage({ params, searchParams }: TokenPageProps) {
  const [caller, host, path, query] = await Promise.all([requireMember(), portalHost(), params, searchParams]);
  const { principal } = caller;
  const withOwner = isFullAdministrator(principal);
  if (!can(principal, "token:list-own") && !withOwner)
    return <NoPermission role={principal.role} tenantName={host.kind === "tenant" ? host.tenant.name : ""} />;
  const publicId = tokenPublicId.safeParse(path.publicId);
  if (!publicId.success) notFound();
  const { range } = usageView.parse(query);
  const details = await pageData(findTokenDetails(caller, { publicId: publicId.data, range }));
  const { token, ownerRole, points, step, trackedSince, now, ...facts } = details;
  const { ownerId: _, ...shown } = token;
  const status = statusOf({ lastUsedAt: token.lastUse?.at ?? null, revokedAt: token.revokedAt }, now);
  const listed = { ...shown, status, trend: null };
  return (
    <>
      <TokenDetailsHeader token={listed} withOwner={withOwner}>
        <RevokeTokenButton
          token={listed}
          withOwner={withOwner}
          actions={{ revoke: revokeTokenAction, preview: previewRevocationAction }}
          headingId={tokenHeadingId}
        />
      </TokenDetailsHeader>
      <TokenDetailsBody
        {...facts}
        usage={{ publicId: token.publicId, range, step, points, trackedSince }}
        permissions={{
          ownerName: token.ownerName,
          ownerRole,
          groups: routesForRole(ownerRole),
          closed: status === "revoked" ? "revoked" : token.ownerDeactivated ? "owner-deactivated" : null,
        }}
      />
    </>
  );
}
