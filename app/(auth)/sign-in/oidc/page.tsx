import { redirect } from "next/navigation";
import { ProviderPanel } from "@/components/sign-in/provider-panel";
import { oidcStartUrl } from "@/lib/web/hand-over";
import { safeNextPath } from "@/lib/web/next-path";
import { oidcSettings } from "@/lib/web/oidc";
import { portalHost } from "@/lib/web/tenant-host";

type OidcPageProps = {
  searchParams: Promise<{
    tenant?: string | string[];
    next?: string | string[];
    confirm?: string | string[];
  }>;
};

/** The provider's dialogue runs at the general URL, so that one redirect URI serves every tenant. */
export default async function OidcPage({ searchParams }: OidcPageProps) {
  const [host, query] = await Promise.all([portalHost(), searchParams]);
  const oidc = oidcSettings();
  if (oidc === null) redirect("/sign-in");
  const next = safeNextPath(query.next);
  if (host.kind === "tenant") redirect(oidcStartUrl(host.tenant.slug, next));
  const slug = typeof query.tenant === "string" ? query.tenant : null;
  return <ProviderPanel provider={oidc.name} returnUrl={oidcStartUrl(slug, next)} asksAgain={query.confirm === "1"} />;
}
