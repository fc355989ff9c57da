import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SignInForm } from "@/components/sign-in/sign-in-form";
import { VisitorCard } from "@/components/sign-in/visitor-card";
import { Button } from "@/components/ui/button";
import { oidcStartUrl } from "@/lib/web/hand-over";
import { safeNextPath } from "@/lib/web/next-path";
import { oidcSettings } from "@/lib/web/oidc";
import { currentMember } from "@/lib/web/session";
import { portalHost } from "@/lib/web/tenant-host";
import { signIn } from "./actions";

type SignInPageProps = {
  searchParams: Promise<{
    next?: string | string[];
    error?: string | string[];
  }>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("signIn");
  return { title: t("title") };
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const [host, caller, query, t] = await Promise.all([
    portalHost(),
    currentMember(),
    searchParams,
    getTranslations("signIn"),
  ]);
  const next = safeNextPath(query.next);
  if (caller !== null) redirect(next);
  const oidc = oidcSettings();
  const slug = host.kind === "tenant" ? host.tenant.slug : null;
  const problem = problemOf(query.error);
  return (
    <VisitorCard
      title={host.kind === "tenant" ? t("titleAt", { tenant: host.tenant.name }) : t("title")}
      description={host.kind === "base" ? t("generalHint") : undefined}
    >
      <div className="grid gap-4">
        <SignInForm signIn={signIn} next={next} initialProblem={problem && t(`problems.${problem}`)} />
        {oidc && (
          <>
            <p className="text-center text-muted-foreground text-xs">{t("or")}</p>
            <Button asChild>
              <a href={oidcStartUrl(slug, next)}>{t("withProvider", { provider: oidc.name })}</a>
            </Button>
          </>
        )}
      </div>
    </VisitorCard>
  );
}

/** Ours and next-auth's own codes for a sign-in that failed elsewhere. */
function problemOf(error: string | string[] | undefined) {
  if (error === undefined) return null;
  if (error === "OidcNoAccount") return "noAccount";
  if (error === "OidcUnverified") return "unverified";
  return "failed";
}
