import { KeyRound, SearchX } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { GenerateTokenButton } from "./generate-token-dialog";

/** Nothing was generated yet: what a token is, the first step, and where to read more. */
export function NoTokensYet() {
  const t = useTranslations("tokens.empty");
  return (
    <EmptyState icon={<KeyRound aria-hidden />} title={t("title")} description={t("description")}>
      <GenerateTokenButton label={t("action")} />
      <Button asChild variant="link">
        <Link href="/help/api">{t("documentation")}</Link>
      </Button>
    </EmptyState>
  );
}

/** There are tokens, but none that the filters let through. `href` is the view without them. */
export function NoTokenMatches({ href }: { href: string }) {
  const t = useTranslations("tokens");
  return (
    <EmptyState icon={<SearchX aria-hidden />} title={t("noMatch.title")} description={t("noMatch.description")}>
      <Button asChild>
        <Link href={href} scroll={false}>
          {t("filters.clear")}
        </Link>
      </Button>
    </EmptyState>
  );
}
