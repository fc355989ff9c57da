import { EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { isPseudonym } from "@/lib/domain/discovery-user";

/** A name as the logs have it, or what stands for it, which nobody reads to its end. */
export function UserName({ name }: { name: string }) {
  const t = useTranslations("discoveredUsers");
  if (!isPseudonym(name)) return <span className="wrap-anywhere">{name}</span>;
  return (
    <>
      <EyeOff aria-hidden className="size-3.5 shrink-0" />
      <span className="sr-only">{t("encrypted")}</span>
      <span className="truncate font-mono text-xs">{shortPseudonym(name)}</span>
    </>
  );
}

/** The beginning of an encrypted name: enough to tell it from others. */
export function shortPseudonym(name: string): string {
  return `${name.slice(0, 18)}…`;
}
