import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { confirmSecondFactorAction, offerSecondFactorAction } from "@/app/(auth)/sign-in/actions";
import { OwnSessions } from "@/components/account/own-sessions";
import { PasswordCard } from "@/components/account/password-card";
import { SecondFactorCard } from "@/components/account/second-factor-card";
import { PageHeader } from "@/components/layout/page-header";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Fact, FactList } from "@/components/ui/fact-list";
import { identityWays } from "@/lib/sign-in/confirm-identity";
import { viewSecondFactor } from "@/lib/sign-in/own-second-factor";
import { listOwnSessions } from "@/lib/sign-in/own-sessions";
import { browserOf } from "@/lib/web/browser-of";
import { pageData } from "@/lib/web/page-data";
import { requireMember } from "@/lib/web/session";
import {
  changePasswordAction,
  endOtherSessionsAction,
  endSessionAction,
  removeSecondFactorAction,
  renewRecoveryCodesAction,
  signOutEverywhereAction,
} from "./actions";

const factorActions = {
  offer: offerSecondFactorAction,
  confirm: confirmSecondFactorAction,
  remove: removeSecondFactorAction,
  renewCodes: renewRecoveryCodesAction,
};
const sessionActions = {
  end: endSessionAction,
  endOthers: endOtherSessionsAction,
  signOutEverywhere: signOutEverywhereAction,
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account");
  return { title: t("title") };
}

/** What belongs to the person alone: how they sign in, and where they are signed in. For every role. */
export default async function AccountPage() {
  const [caller, t, roleName] = await Promise.all([
    requireMember(),
    getTranslations("account"),
    getTranslations("roles"),
  ]);
  const { memberName, memberEmail, role } = caller.principal;
  const [sessions, status, ways] = await pageData(
    Promise.all([listOwnSessions(caller), viewSecondFactor(caller), identityWays(caller)]),
  );
  const rows = sessions.map((session) => ({ ...session, client: browserOf(session.userAgent) }));
  return (
    <>
      <PageHeader title={t("title")} description={t("purpose")} />
      <Card>
        <CardHeader>
          <CardTitle>{t("person")}</CardTitle>
        </CardHeader>
        <CardContent>
          <FactList>
            <Fact name={t("name")}>{memberName}</Fact>
            <Fact name={t("email")}>{memberEmail}</Fact>
            <Fact name={t("role")}>{roleName(role)}</Fact>
          </FactList>
        </CardContent>
      </Card>
      <PasswordCard email={memberEmail} hasPassword={ways.password} change={changePasswordAction} />
      <SecondFactorCard status={status} actions={factorActions} />
      <OwnSessions sessions={rows} actions={sessionActions} />
    </>
  );
}
