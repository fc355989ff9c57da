import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import type { CallerList, RecentAddress, TokenEvent } from "@/lib/domain/usage-view";
import { CallersTable } from "./callers-table";
import { EffectivePermissions, type PermittedRoutes, RecentAddresses, TokenHistory } from "./token-facts";
import { UsageSection } from "./usage-section";

type TokenDetailsBodyProps = {
  usage: Parameters<typeof UsageSection>[0];
  callers: CallerList;
  addresses: RecentAddress[];
  permissions: Parameters<typeof EffectivePermissions>[0] & { groups: PermittedRoutes[] };
  history: TokenEvent[];
};

/** Everything about one token, the most telling first. */
export function TokenDetailsBody({ usage, callers, addresses, permissions, history }: TokenDetailsBodyProps) {
  const t = useTranslations("tokens.details");
  return (
    <>
      <UsageSection {...usage} />
      <Section title={t("callers")} isBare>
        <CallersTable list={callers} />
      </Section>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Section title={t("permissions")}>
          <EffectivePermissions {...permissions} />
        </Section>
        <div className="grid gap-4">
          <Section title={t("addresses")}>
            <RecentAddresses addresses={addresses} />
          </Section>
          <Section title={t("history")}>
            <TokenHistory events={history} />
          </Section>
        </div>
      </div>
    </>
  );
}

type SectionProps = {
  title: string;
  /** What is inside has a frame of its own. */
  isBare?: boolean;
  children: ReactNode;
};

function Section({ title, isBare = false, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={isBare ? "grid min-w-0 gap-3" : "min-w-0 rounded-md border bg-card p-5"}>
      <h3 id={id} className={isBare ? "font-semibold text-base" : "mb-3 font-semibold text-base"}>
        {title}
      </h3>
      {children}
    </section>
  );
}
