"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { downloadText } from "@/components/tokens/download-text";
import { Button } from "@/components/ui/button";
import { CodeBlock } from "@/components/ui/code-block";
import { useUnsavedSecret } from "@/components/ui/use-unsaved-secret";

type RecoveryCodesProps = { codes: string[]; onDone: () => void };

/** The recovery codes, this once: to copy or to download. The browser asks before they are left unsaved. */
export function RecoveryCodes({ codes, onDone }: RecoveryCodesProps) {
  const t = useTranslations("account.recovery");
  const [isSaved, setSaved] = useState(false);
  const text = codes.join("\n");
  useUnsavedSecret({ unsaved: !isSaved, onLeave: onDone });
  return (
    <section aria-label={t("title")} className="grid gap-4">
      <p className="text-pretty text-sm">{t("description")}</p>
      <CodeBlock
        label={t("list")}
        code={text}
        copyLabel={t("copy")}
        copiedMessage={t("copied")}
        onCopied={() => setSaved(true)}
      />
      <div className="flex flex-wrap gap-2">
        <Button
          onClick={() => {
            downloadText("portcullis-recovery-codes.txt", `${text}\n`);
            setSaved(true);
          }}
        >
          <Download aria-hidden />
          {t("download")}
        </Button>
        <Button variant="primary" onClick={onDone}>
          {t("done")}
        </Button>
      </div>
    </section>
  );
}
