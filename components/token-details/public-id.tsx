"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import { CopyButton } from "@/components/ui/copy-button";

/** The part of a token that may be shown, with a way to copy it: other logs and error messages name it. */
export function PublicId({ publicId }: { publicId: string }) {
  const t = useTranslations("tokens");
  const shown = useRef<HTMLElement>(null);
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <span className="text-muted-foreground">{t("publicId")}</span>
      <code ref={shown} className="break-all font-mono">
        {publicId}
      </code>
      <CopyButton
        value={publicId}
        label={t("details.copyId")}
        announcement={t("details.idCopied")}
        source={shown}
        size="sm"
        variant="ghost"
      />
    </div>
  );
}
