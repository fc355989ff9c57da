"use client";

import { useTranslations } from "next-intl";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { Action } from "@/lib/domain/action-result";
import type { PortalAddress } from "@/lib/domain/portal-host";
import type { CreateFirstTenantInput } from "@/lib/domain/tenant-setup";
import { SetupForm } from "./setup-form";
import { useFragmentSubject } from "./use-fragment-subject";
import { VisitorCard } from "./visitor-card";

export type SetupPanelProps = {
  address: PortalAddress;
  view: Action<{ code: string }, null>;
  create: Action<CreateFirstTenantInput, { url: string }>;
};

/** The page behind the set-up link of an empty installation. */
export function SetupPanel({ address, view, create }: SetupPanelProps) {
  const t = useTranslations("setup");
  const failures = useTranslations("failures");
  const link = useFragmentSubject(view, {
    incomplete: t("incomplete"),
    unreachable: failures("unreachable"),
  });
  if (link.state === "gone")
    return (
      <VisitorCard title={t("goneTitle")}>
        <ProblemNotice>{link.reason}</ProblemNotice>
      </VisitorCard>
    );
  return (
    <VisitorCard title={t("title")} description={t("description")}>
      {link.state === "open" ? (
        <SetupForm code={link.code} address={address} create={create} />
      ) : (
        <Skeleton className="h-80" />
      )}
    </VisitorCard>
  );
}
