"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import { CopyButton } from "@/components/ui/copy-button";

/** The URL that programs of this tenant call, in one line, with a way to copy it. */
export function TenantUrl({ origin }: { origin: string }) {
  const t = useTranslations("tokens");
  const shown = useRef<HTMLElement>(null);
  return (
    <div className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1">
      <span className="text-muted-foreground">{t("tenantUrl")}</span>
      <code ref={shown} className="break-all font-mono">
        {origin}
      </code>
      <CopyButton
        value={origin}
        label={t("copyUrl")}
        announcement={t("urlCopied")}
        source={shown}
        size="sm"
        variant="ghost"
      />
    </div>
  );
}
