"use client";

import { Download } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { hrefWith } from "@/components/data-table/href-with";
import { Button } from "@/components/ui/button";
import { exportFormats } from "@/lib/domain/audit-query";

/** Links that download the view as it is filtered, as a file in each format. Plain links: a download is not a page. */
export function AuditExport({ path }: { path: string }) {
  const t = useTranslations("audit");
  const current = useSearchParams();
  return exportFormats.map((format) => (
    <Button key={format} asChild>
      <a href={hrefWith(path, current.toString(), { format })}>
        <Download aria-hidden />
        {t(`export.${format}`)}
      </a>
    </Button>
  ));
}
