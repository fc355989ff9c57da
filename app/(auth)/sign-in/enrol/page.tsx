import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { signOutOfPortal } from "@/app/(portal)/actions";
import { ConfirmIdentityProvider } from "@/components/identity/confirm-identity";
import { EnrolPanel } from "@/components/sign-in/enrol-panel";
import { VisitorCard } from "@/components/sign-in/visitor-card";
import { safeNextPath, signInPath } from "@/lib/web/next-path";
import { sessionHolder } from "@/lib/web/session";
import { portalHost } from "@/lib/web/tenant-host";
import {
  confirmByCode,
  confirmByPassword,
  confirmSecondFactorAction,
  listIdentityWays,
  offerSecondFactorAction,
} from "../actions";

type EnrolPageProps = { searchParams: Promise<{ next?: string | string[] }> };

const identity = { listWays: listIdentityWays, byPassword: confirmByPassword, byCode: confirmByCode };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("signIn.enrol");
  return { title: t("title") };
}

/** Where members of a tenant that requires a second factor set theirs up, before anything else. */
export default async function EnrolPage({ searchParams }: EnrolPageProps) {
  const [holder, host, query, t] = await Promise.all([
    sessionHolder(),
    portalHost(),
    searchParams,
    getTranslations("signIn.enrol"),
  ]);
  const next = safeNextPath(query.next);
  if (holder === null || host.kind !== "tenant") redirect(signInPath(next));
  if (holder.stage !== "enrolment") redirect(next);
  return (
    <VisitorCard title={t("title")} description={t("description", { tenant: host.tenant.name })}>
      <ConfirmIdentityProvider actions={identity}>
        <EnrolPanel
          offer={offerSecondFactorAction}
          confirm={confirmSecondFactorAction}
          leave={signOutOfPortal}
          next={next}
        />
      </ConfirmIdentityProvider>
    </VisitorCard>
  );
}
