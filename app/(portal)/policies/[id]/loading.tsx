import { useTranslations } from "next-intl";
import { LiveRegion } from "@/components/ui/live-region";
import { Skeleton } from "@/components/ui/skeleton";

const sections = ["rule", "settings", "alerts", "history"];

/** The shape of a policy while it is on its way. */
export default function PolicyLoading() {
  const t = useTranslations("states");
  return (
    <>
      <LiveRegion>{t("loading")}</LiveRegion>
      <Skeleton className="h-4 w-48" />
      <Skeleton className="h-8 w-full max-w-96" />
      {sections.map((section) => (
        <Skeleton key={section} className="h-36 w-full" />
      ))}
    </>
  );
}
