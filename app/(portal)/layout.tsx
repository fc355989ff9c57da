import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { confirmByCode, confirmByPassword, listIdentityWays } from "@/app/(auth)/sign-in/actions";
import { ConfirmIdentityProvider } from "@/components/identity/confirm-identity";
import { GraceBanner } from "@/components/layout/grace-banner";
import { navigationFor } from "@/components/layout/navigation";
import { PortalShell } from "@/components/layout/portal-shell";
import { themeCookie, themeOf } from "@/lib/domain/preference";
import { findGrace } from "@/lib/grace/find-grace";
import { portalRegion } from "@/lib/tenants/tenant-url";
import { requireMember } from "@/lib/web/session";
import { portalHost } from "@/lib/web/tenant-host";
import { version } from "@/package.json";
import { signOutOfPortal } from "./actions";

const identity = { listWays: listIdentityWays, byPassword: confirmByPassword, byCode: confirmByCode };

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const [caller, host, jar] = await Promise.all([requireMember(), portalHost(), cookies()]);
  if (host.kind !== "tenant") redirect("/sign-in");
  const { principal } = caller;
  const { tenant, origin } = host;
  const grace = await findGrace(caller);
  return (
    <ConfirmIdentityProvider actions={identity}>
      <PortalShell
        tenant={tenant}
        navigation={navigationFor(principal)}
        banner={grace && <GraceBanner {...grace} />}
        about={{
          tenantName: tenant.name,
          url: origin,
          apiBaseUrl: `${origin}/api/v1`,
          region: portalRegion(),
          version,
        }}
        person={{ name: principal.memberName, email: principal.memberEmail, role: principal.role }}
        theme={themeOf(jar.get(themeCookie)?.value)}
        signOut={signOutOfPortal}
      >
        {children}
      </PortalShell>
    </ConfirmIdentityProvider>
  );
}
