import { useTranslations } from "next-intl";
import { GenerateTokenButton } from "./generate-token-dialog";
import { TenantUrl } from "./tenant-url";
import { tokensHeadingId } from "./token-paths";

type TokensHeaderProps = {
  /** The tenant's own URL. */
  origin: string;
  canGenerate: boolean;
};

/** What the page is for, the URL that programs call, and the one main action. */
export function TokensHeader({ origin, canGenerate }: TokensHeaderProps) {
  const t = useTranslations("tokens");
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="grid min-w-0 gap-1">
        {/* The tab above says it to the eye. */}
        <h2 id={tokensHeadingId} tabIndex={-1} className="sr-only">
          {t("title")}
        </h2>
        <p className="max-w-prose text-pretty text-muted-foreground">{t("purpose")}</p>
        <TenantUrl origin={origin} />
      </div>
      {canGenerate && <GenerateTokenButton label={t("generate.button")} withIcon />}
    </header>
  );
}
