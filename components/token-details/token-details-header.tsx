import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import type { ListedToken } from "@/components/tokens/listed-token";
import { tokensPath } from "@/components/tokens/token-paths";
import { TokenStatusBadge, TokenStatusReason } from "@/components/tokens/token-status-badge";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { PublicId } from "./public-id";

/** The heading of the page takes the focus when the button that had it is gone. */
export const tokenHeadingId = "token-heading";

type TokenDetailsHeaderProps = {
  token: ListedToken;
  /** Full administrators see whose it is. */
  withOwner: boolean;
  /** What can be done with it. */
  children: ReactNode;
};

/** The token's name, what state it is in and why, and the way back. */
export function TokenDetailsHeader({ token, withOwner, children }: TokenDetailsHeaderProps) {
  const t = useTranslations("tokens");
  const reasonId = useId();
  return (
    <>
      <Breadcrumbs
        label={t("details.breadcrumbs")}
        items={[{ label: t("title"), href: tokensPath }, { label: token.name }]}
      />
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="grid min-w-0 gap-2">
          <h2
            id={tokenHeadingId}
            tabIndex={-1}
            aria-describedby={reasonId}
            className="break-words font-semibold text-xl"
          >
            {token.name}
          </h2>
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
            <TokenStatusBadge token={token} />
            <span id={reasonId} className="text-muted-foreground">
              <TokenStatusReason token={token} />
            </span>
          </div>
          {withOwner && (
            <p className="break-words text-muted-foreground">
              {t("details.ownedBy", { name: token.ownerName, email: token.ownerEmail })}
            </p>
          )}
          <PublicId publicId={token.publicId} />
        </div>
        {children}
      </header>
    </>
  );
}
