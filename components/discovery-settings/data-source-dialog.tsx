"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import type { DataSource } from "@/lib/domain/data-source";
import type { DataSourceActions } from "./data-source-actions";
import { DataSourceForm } from "./data-source-form";

type DataSourceDialogProps = {
  actions: DataSourceActions;
  /** The one to change; null to add one. */
  source: DataSource | null;
  anonymizesByDefault: boolean;
  /** Where the focus goes when it closes. */
  returnTo: string;
  onClose: () => void;
};

/** Adds a data source or changes one. */
export function DataSourceDialog({ actions, source, anonymizesByDefault, returnTo, onClose }: DataSourceDialogProps) {
  const t = useTranslations("discoverySettings.dataSources");
  const [isBusy, setBusy] = useState(false);
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && !isBusy && onClose()}>
      <DialogContent
        size="lg"
        title={source === null ? t("add.title") : t("edit.title", { name: source.name })}
        description={source === null ? t("add.description") : t("edit.description")}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          (document.getElementById(returnTo) ?? document.getElementById("content"))?.focus();
        }}
      >
        <DataSourceForm
          actions={actions}
          source={source}
          anonymizesByDefault={anonymizesByDefault}
          onBusy={setBusy}
          onClose={onClose}
        />
      </DialogContent>
    </Dialog>
  );
}
