import { Ban } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { hrefWith } from "@/components/data-table/href-with";
import { SearchForm } from "@/components/data-table/search-form";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { tokensPath } from "./token-paths";

type TokensToolbarProps = {
  /** Full administrators search by owner too, and may look at revoked tokens. */
  isFullAdministrator: boolean;
  showsRevoked: boolean;
  query: string;
};

/** Search, and for full administrators the filter of revoked tokens. */
export function TokensToolbar({ isFullAdministrator, showsRevoked, query }: TokensToolbarProps) {
  const t = useTranslations("tokens.filters");
  return (
    <div className="flex flex-wrap items-center gap-3">
      <SearchForm label={t(isFullAdministrator ? "searchAll" : "searchOwn")} className="sm:w-80" />
      {isFullAdministrator && (
        <Button asChild className={cn(showsRevoked && "border-primary bg-selected text-selected-foreground")}>
          <Link
            href={hrefWith(tokensPath, query, { status: showsRevoked ? null : "revoked" })}
            scroll={false}
            aria-current={showsRevoked ? "true" : undefined}
          >
            <Ban aria-hidden />
            {t("revoked")}
          </Link>
        </Button>
      )}
    </div>
  );
}
