import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SearchForm } from "@/components/data-table/search-form";
import { PageHeader } from "@/components/layout/page-header";
import { FactorRequirement } from "@/components/members/factor-requirement";
import { InviteMemberDialog } from "@/components/members/invite-member-dialog";
import { MembersTable } from "@/components/members/members-table";
import { NoPermission } from "@/components/ui/no-permission";
import { can } from "@/lib/domain/access";
import { listMembersInput } from "@/lib/domain/member";
import { listMembersPage } from "@/lib/members/list-members";
import { viewRequirement } from "@/lib/sign-in/require-second-factor";
import { requireMember } from "@/lib/web/session";
import { portalHost } from "@/lib/web/tenant-host";
import {
  changeRoleAction,
  deactivateMemberAction,
  endMemberSessionsAction,
  inviteMemberAction,
  listMemberTokensAction,
  reactivateMemberAction,
  renewInvitationAction,
  requireSecondFactorAction,
  resetSecondFactorAction,
  viewMemberSignInAction,
} from "./actions";

type MembersPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

const actions = {
  invite: inviteMemberAction,
  renewInvitation: renewInvitationAction,
  changeRole: changeRoleAction,
  deactivate: deactivateMemberAction,
  reactivate: reactivateMemberAction,
  listTokens: listMemberTokensAction,
  viewSignIn: viewMemberSignInAction,
  endSessions: endMemberSessionsAction,
  resetFactor: resetSecondFactorAction,
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("members");
  return { title: t("title") };
}

export default async function MembersPage({ searchParams }: MembersPageProps) {
  const [caller, host, query, t] = await Promise.all([
    requireMember(),
    portalHost(),
    searchParams,
    getTranslations("members"),
  ]);
  const { principal } = caller;
  if (!can(principal, "member:read"))
    return <NoPermission level={1} role={principal.role} tenantName={host.kind === "tenant" ? host.tenant.name : ""} />;
  const isManager = can(principal, "member:manage");
  const input = listMembersInput.parse(query);
  const [page, requirement] = await Promise.all([
    listMembersPage(caller, input),
    isManager ? viewRequirement(caller) : null,
  ]);
  return (
    <>
      <PageHeader
        title={t("title")}
        description={
          <>
            {t("purpose")}
            {!isManager && ` ${t("readOnly")}`}
          </>
        }
      >
        {isManager && <InviteMemberDialog invite={inviteMemberAction} />}
      </PageHeader>
      {requirement && <FactorRequirement requirement={requirement} change={requireSecondFactorAction} />}
      <SearchForm label={t("search")} />
      <MembersTable page={page} search={input.search} ownId={principal.memberId} actions={isManager ? actions : null} />
    </>
  );
}
