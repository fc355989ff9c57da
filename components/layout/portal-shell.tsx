import { FlaskConical } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import type { AboutPortal } from "./about-dialog";
import { HelpMenu } from "./help-menu";
import { NavDrawer } from "./nav-drawer";
import { NavLinks } from "./nav-links";
import type { NavigationGroup } from "./navigation";
import { ProductMark } from "./product-mark";
import { UserMenu, type UserMenuProps } from "./user-menu";

type PortalShellProps = UserMenuProps & {
  tenant: { name: string; isDemo: boolean };
  navigation: NavigationGroup[];
  about: AboutPortal;
  /** What administrators must know on every page. */
  banner?: ReactNode;
  children: ReactNode;
};

/** The frame of every page behind the sign-in: top bar, navigation, content. */
export function PortalShell({ tenant, navigation, about, banner, children, ...user }: PortalShellProps) {
  const t = useTranslations("layout");
  return (
    <>
      <a
        href="#content"
        className="fixed top-2 left-2 z-60 -translate-y-20 rounded-md border bg-popover px-3.5 py-2 font-medium text-popover-foreground focus:translate-y-0 focus:shadow-float"
      >
        {t("skipToContent")}
      </a>
      <header className="sticky top-0 z-30 flex h-12 items-center gap-2 border-b bg-card px-2 sm:px-4">
        <NavDrawer groups={navigation} />
        <HomeLink />
        <span aria-hidden className="mx-1 h-5 border-l max-sm:hidden" />
        <span className="min-w-0 truncate font-medium">{tenant.name}</span>
        {tenant.isDemo && <DemoBadge />}
        <div className="ml-auto flex shrink-0 items-center gap-1">
          <HelpMenu about={about} />
          <UserMenu {...user} />
        </div>
      </header>
      {banner}
      <div className="flex min-h-[calc(100dvh-3rem)]">
        <aside className="sticky top-12 h-[calc(100dvh-3rem)] w-58 shrink-0 overflow-y-auto border-r px-3 py-4 max-lg:hidden">
          <NavLinks groups={navigation} />
        </aside>
        <main id="content" tabIndex={-1} className="min-w-0 flex-1 px-4 py-6 outline-none sm:px-8">
          <div className="mx-auto grid max-w-300 gap-5">{children}</div>
        </main>
      </div>
    </>
  );
}

function HomeLink() {
  const t = useTranslations("common");
  return (
    <Link
      href="/"
      prefetch={false}
      aria-label={t("portcullis")}
      className="flex items-center gap-2 rounded-md p-1 font-semibold"
    >
      <ProductMark className="size-6 text-link" />
      <span aria-hidden className="max-sm:hidden">
        {t("portcullis")}
      </span>
    </Link>
  );
}

function DemoBadge() {
  const t = useTranslations("layout");
  return (
    <span title={t("demoExplanation")} className="shrink-0">
      <Badge tone="neutral" icon={<FlaskConical aria-hidden />}>
        {t("demo")}
      </Badge>
    </span>
  );
}
