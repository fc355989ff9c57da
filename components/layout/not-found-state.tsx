import { Compass } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** The same words for what does not exist and for what belongs to someone else. */
export function NotFoundState() {
  const t = useTranslations("states");
  return (
    <EmptyState
      level={1}
      icon={<Compass aria-hidden />}
      title={t("notFoundTitle")}
      description={t("notFoundDescription")}
    >
      <Button asChild>
        <Link href="/">{t("backToStart")}</Link>
      </Button>
    </EmptyState>
  );
}
