import { useTranslations } from "next-intl";
import { otherCallers } from "@/lib/domain/token-usage";

/** A client's family, or words for those that have none of their own. */
export function CallerClient({ client }: { client: string }) {
  const t = useTranslations("tokens.caller");
  if (client === "") return <>{t("unnamedClient")}</>;
  return <>{client === otherCallers ? t("otherClients") : client}</>;
}

/** An address or network, or words for those that have none of their own. */
export function CallerNetwork({ network }: { network: string }) {
  const t = useTranslations("tokens.caller");
  if (network === otherCallers) return <>{t("otherNetworks")}</>;
  return <span className="break-all font-mono">{network}</span>;
}
