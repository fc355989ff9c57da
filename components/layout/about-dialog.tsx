"use client";

import { useTranslations } from "next-intl";
import { CopyField } from "@/components/ui/copy-field";
import { Dialog, DialogContent } from "@/components/ui/dialog";

/** What the portal says about itself and the tenant. */
export type AboutPortal = {
  tenantName: string;
  /** The tenant's own origin. */
  url: string;
  apiBaseUrl: string;
  region: string | null;
  version: string;
};

type AboutDialogProps = {
  about: AboutPortal;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onCloseAutoFocus: (event: Event) => void;
};

export function AboutDialog({ about, open, onOpenChange, onCloseAutoFocus }: AboutDialogProps) {
  const t = useTranslations("about");
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        size="lg"
        title={t("title", { tenant: about.tenantName })}
        description={t("description")}
        onCloseAutoFocus={onCloseAutoFocus}
      >
        <div className="grid gap-4">
          <CopyField label={t("url")} value={about.url} copyLabel={t("copyUrl")} copiedMessage={t("urlCopied")} />
          <CopyField
            label={t("apiBaseUrl")}
            value={about.apiBaseUrl}
            copyLabel={t("copyApiBaseUrl")}
            copiedMessage={t("apiBaseUrlCopied")}
          />
          <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 border-t pt-4">
            <Fact name={t("tenant")} value={about.tenantName} />
            <Fact name={t("region")} value={about.region ?? t("noRegion")} />
            <Fact name={t("version")} value={about.version} />
          </dl>
        </div>
      </DialogContent>
    </Dialog>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="break-words">{value}</dd>
    </>
  );
}
