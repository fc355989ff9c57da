"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import type { DocumentedEndpoint } from "./endpoint-doc";
import { TryForm } from "./try-form";

/** A call of this endpoint that its reader may change and send, folded away until somebody wants it. */
export function TryConsole({ title, trial }: Pick<DocumentedEndpoint, "title" | "trial">) {
  const t = useTranslations("apiDocs.try");
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <div className="grid min-w-0 gap-3">
      <Button
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        aria-label={t("openNamed", { title })}
        onClick={() => setOpen(!isOpen)}
        className="w-fit"
      >
        <ChevronDown aria-hidden className={isOpen ? "rotate-180" : undefined} />
        {t("open")}
      </Button>
      {isOpen && (
        <div id={id} className="min-w-0 rounded-md border p-4">
          <TryForm trial={trial} />
        </div>
      )}
    </div>
  );
}
