import { useTranslations } from "next-intl";
import { LiveRegion } from "@/components/ui/live-region";
import { Skeleton } from "@/components/ui/skeleton";

const sections = ["facts", "evidence", "entities", "history"];

/** The shape of an alert while it is on its way. */
export default function AlertLoading() {
  const t = useTranslations("states");
  return (
    <>
      <LiveRegion>{t("loading")}</LiveRegion>
      <Skeleton className="h-4 w-48" />
      <Skeleton className="h-8 w-96 max-w-full" />
      {sections.map((section) => (
        <Skeleton key={section} className="h-36 w-full" />
      ))}
    </>
  );
}
