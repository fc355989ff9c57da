import { redirect } from "next/navigation";
import { RedeemPanel } from "@/components/sign-in/redeem-panel";
import { safeNextPath } from "@/lib/web/next-path";
import { currentMember } from "@/lib/web/session";
import { portalHost } from "@/lib/web/tenant-host";

type ContinuePageProps = {
  searchParams: Promise<{ next?: string | string[] }>;
};

export default async function ContinuePage({ searchParams }: ContinuePageProps) {
  const [host, caller, query] = await Promise.all([portalHost(), currentMember(), searchParams]);
  if (host.kind === "base") redirect("/sign-in");
  return <RedeemPanel next={safeNextPath(query.next)} signedInAs={caller?.principal.memberName ?? null} />;
}
