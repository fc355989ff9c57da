import { useTranslations } from "next-intl";
import { LiveRegion } from "@/components/ui/live-region";
import { Skeleton } from "@/components/ui/skeleton";

const totals = ["apps", "users", "addresses", "transactions", "uploaded", "downloaded", "traffic", "last"];

/** The shape of a report while its numbers are on their way. */
export default function DiscoveryLoading() {
  const t = useTranslations("states");
  return (
    <>
      <LiveRegion>{t("loading")}</LiveRegion>
      <Skeleton className="h-9 w-full max-w-96" />
      <div className="grid grid-cols-2 gap-3 md:grid-cols-4">
        {totals.map((total) => (
          <Skeleton key={total} className="h-21.5 w-full" />
        ))}
      </div>
      <Skeleton className="h-93 w-full" />
    </>
  );
}
