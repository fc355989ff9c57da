"use client";

import { useTranslations } from "next-intl";
import { type SubmitEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { uploadBytesMaximum } from "@/lib/domain/discovery-upload";
import { DropZone } from "./drop-zone";
import { ReportChoice } from "./report-choice";
import type { SourceChoice } from "./source-choice";
import { SourceSelect } from "./source-select";
import type { UploadChoice, UploadStage } from "./use-upload";

type UploadFormProps = {
  sources: readonly SourceChoice[];
  dataSources: readonly string[];
  anonymizesByDefault: boolean;
  /** What was chosen before, when somebody comes back to choose another source. */
  initial: UploadChoice | null;
  stage: Extract<UploadStage, { at: "choosing" }>;
  onStart: (choice: UploadChoice) => void;
};

type Missing = { file?: string; source?: string; name?: string };

/** What to send, from which appliance, into which report. */
export function UploadForm({ sources, dataSources, anonymizesByDefault, initial, stage, onStart }: UploadFormProps) {
  const t = useTranslations("uploads.form");
  const [file, setFile] = useState<File | null>(initial?.file ?? null);
  const [source, setSource] = useState(initial?.source ?? "");
  const [isSnapshot, setSnapshot] = useState(initial?.isSnapshot ?? true);
  const [name, setName] = useState(initial?.streamName ?? "");
  const [missing, setMissing] = useState<Missing>({});
  // A snapshot has no data source, and with it no parser of its own.
  const canParse = !isSnapshot || sources.find(({ id }) => id === source)?.format !== null;

  function choose(files: File[]) {
    const [chosen] = files;
    const problem = fileProblem(files);
    setMissing((now) => ({ ...now, file: problem === null ? "" : t(problem) }));
    if (problem !== null || chosen === undefined) return;
    setFile(chosen);
    if (name === "") setName(chosen.name.replace(/\.(gz|zip|log|txt|csv)$/i, "").slice(0, 100));
  }

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (stage.isOpening) return;
    const form = event.currentTarget;
    const found: Missing = {
      ...(source === "" ? { source: t("sourceMissing") } : {}),
      ...(file === null ? { file: t("fileMissing") } : {}),
      ...(name.trim() === "" ? { name: t("nameMissing") } : {}),
    };
    setMissing(found);
    const first = found.source ? "source" : found.file ? "file" : found.name ? "streamName" : null;
    const control = first === null ? null : form.elements.namedItem(first);
    if (control instanceof HTMLElement) control.focus();
    if (first !== null || file === null) return;
    const anonymizesUsers = new FormData(form).get("anonymizesUsers") === "on";
    onStart({ file, source, streamName: name.trim(), isSnapshot, anonymizesUsers });
  }

  const { refusal } = stage;
  return (
    <form onSubmit={submit} noValidate className="grid max-w-160 gap-5">
      <SourceSelect
        sources={sources}
        value={source}
        error={missing.source || (refusal?.field === "source" ? refusal.text : null)}
        onChange={setSource}
      />
      <DropZone file={file} error={missing.file || null} onChoose={choose} />
      <ReportChoice
        {...{ isSnapshot, name, dataSources }}
        anonymizesByDefault={initial?.anonymizesUsers ?? anonymizesByDefault}
        nameError={missing.name || null}
        onKind={setSnapshot}
        onName={setName}
      />
      <div className="grid justify-items-start gap-3">
        <ProblemNotice>{refusal?.field === "source" ? null : refusal?.text}</ProblemNotice>
        <Button type="submit" variant="primary" pending={stage.isOpening} disabled={!canParse}>
          {t("submit")}
        </Button>
      </div>
    </form>
  );
}

function fileProblem(files: readonly File[]): "oneFile" | "fileEmpty" | "fileTooLarge" | null {
  const [file] = files;
  if (files.length !== 1 || file === undefined) return "oneFile";
  if (file.size === 0) return "fileEmpty";
  return file.size > uploadBytesMaximum ? "fileTooLarge" : null;
}
