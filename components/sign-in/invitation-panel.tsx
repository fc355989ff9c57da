"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { Action } from "@/lib/domain/action-result";
import { InvitationForm } from "./invitation-form";
import { useFragmentSubject } from "./use-fragment-subject";
import { VisitorCard } from "./visitor-card";

type InvitationPanelProps = {
  tenantName: string;
  view: Action<{ code: string }, { name: string; email: string }>;
  accept: Action<{ code: string; password: string }, { code: string }>;
};

/** The page behind an invitation link: whom it is for, and the password that they choose; or why it does not work. */
export function InvitationPanel({ tenantName, view, accept }: InvitationPanelProps) {
  const t = useTranslations("invitation");
  const failures = useTranslations("failures");
  const invitation = useFragmentSubject(view, {
    incomplete: failures("invitationGone"),
    unreachable: failures("unreachable"),
  });

  if (invitation.state === "gone")
    return (
      <VisitorCard title={t("goneTitle")}>
        <div className="grid gap-4">
          <ProblemNotice>{invitation.reason}</ProblemNotice>
          <Button asChild>
            <a href="/sign-in">{t("toSignIn")}</a>
          </Button>
        </div>
      </VisitorCard>
    );
  if (invitation.state === "loading")
    return (
      <VisitorCard title={t("title", { tenant: tenantName })} description={t("loading")}>
        <Skeleton className="h-24" />
      </VisitorCard>
    );
  return (
    <VisitorCard title={t("title", { tenant: tenantName })} description={t("greeting", invitation.subject)}>
      <InvitationForm code={invitation.code} email={invitation.subject.email} accept={accept} />
    </VisitorCard>
  );
}
