import { ChartArea } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { uploadsPath } from "./discovery-paths";

/** Stands where the reports will be, until the first log comes. */
export function DiscoveryFirstUse() {
  const t = useTranslations("discovery.firstUse");
  return (
    <div className="rounded-md border bg-card">
      <EmptyState icon={<ChartArea aria-hidden />} title={t("title")} description={t("description")}>
        <Button variant="primary" asChild>
          <Link href={uploadsPath} prefetch={false}>
            {t("upload")}
          </Link>
        </Button>
        <Link href="/help/api" className="text-link underline underline-offset-4">
          {t("byProgram")}
        </Link>
      </EmptyState>
    </div>
  );
}
