import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { signOutOfPortal } from "@/app/(portal)/actions";
import { SecondFactorForm } from "@/components/sign-in/second-factor-form";
import { VisitorCard } from "@/components/sign-in/visitor-card";
import { safeNextPath, signInPath } from "@/lib/web/next-path";
import { sessionHolder } from "@/lib/web/session";
import { proveSecondFactorAction } from "../actions";

type SecondFactorPageProps = { searchParams: Promise<{ next?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("signIn.factor");
  return { title: t("title") };
}

/** The second step of a sign-in, for members who have a second factor. */
export default async function SecondFactorPage({ searchParams }: SecondFactorPageProps) {
  const [holder, query, t] = await Promise.all([sessionHolder(), searchParams, getTranslations("signIn.factor")]);
  const next = safeNextPath(query.next);
  if (holder === null) redirect(signInPath(next));
  if (holder.stage !== "second-factor") redirect(next);
  return (
    <VisitorCard title={t("title")}>
      <SecondFactorForm prove={proveSecondFactorAction} leave={signOutOfPortal} next={next} />
    </VisitorCard>
  );
}
