"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import type { ListedUpload } from "@/lib/domain/discovery-upload";
import { LineReport } from "./line-report";
import { useUploadFault } from "./use-upload-fault";

/** A button that opens what became of a file's lines; nothing for a file that was not read. */
export function UploadDetails({ upload }: { upload: ListedUpload }) {
  const t = useTranslations("uploads");
  const faultOf = useUploadFault();
  const { fileName, summary, state } = upload;
  if (summary === null) return null;
  const fault = state === "failed" ? faultOf(upload) : null;
  return (
    <Dialog>
      <DialogTrigger asChild>
        <Button variant="link" size="inline" aria-label={t("detailsOf", { name: fileName })}>
          {t("showDetails")}
        </Button>
      </DialogTrigger>
      <DialogContent size="lg" textOnly title={fileName} {...(fault === null ? {} : { description: fault })}>
        <LineReport summary={summary} />
      </DialogContent>
    </Dialog>
  );
}
