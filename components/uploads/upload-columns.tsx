"use client";

import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useUnitFormat } from "@/components/charts/use-unit-format";
import type { DataTableColumn } from "@/components/data-table/column";
import { ExactTime } from "@/components/ui/exact-time";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ListedUpload } from "@/lib/domain/discovery-upload";
import { shareOf } from "@/lib/domain/discovery-upload-progress";
import { ProgressBar } from "./progress-bar";
import { UploadDetails } from "./upload-details";
import { reportPath } from "./upload-paths";
import { UploadStateBadge } from "./upload-state-badge";
import { useUploadFault } from "./use-upload-fault";

/** The columns of the uploads. @param sourceNames by source id */
export function useUploadColumns(sourceNames: Readonly<Record<string, string>>): DataTableColumn<ListedUpload>[] {
  const t = useTranslations("uploads");
  const unit = useUnitFormat();
  const size = (bytes: number) => unit(bytes, "bytes");
  return [
    {
      id: "openedAt",
      header: t("columns.at"),
      sort: "desc",
      cell: ({ openedAt }) => (
        <div className="grid">
          <RelativeTime at={openedAt} tooltip={false} />
          <span className="text-muted-foreground text-xs 2xl:whitespace-nowrap">
            <ExactTime at={openedAt} />
          </span>
        </div>
      ),
    },
    {
      id: "file",
      header: t("columns.file"),
      heading: true,
      cell: ({ fileName, sizeBytes, source }) => (
        <div className="grid">
          <span className="font-medium">{fileName}</span>
          <span className="text-muted-foreground text-xs">
            {sourceNames[source] ?? source}
            {sizeBytes !== null && ` · ${size(sizeBytes)}`}
          </span>
        </div>
      ),
    },
    { id: "report", header: t("columns.report"), cell: (upload) => <Report upload={upload} /> },
    { id: "state", header: t("columns.state"), cell: (upload) => <State upload={upload} /> },
    { id: "lines", header: t("columns.lines"), align: "end", cell: (upload) => <Lines upload={upload} /> },
    {
      id: "sender",
      header: t("columns.sender"),
      cell: ({ openedByName }) => <span className="wrap-break-word">{openedByName}</span>,
    },
    { id: "details", header: t("columns.details"), cell: (upload) => <UploadDetails upload={upload} /> },
  ];
}

type CellProps = { upload: ListedUpload };

function Report({ upload: { report, streamId } }: CellProps) {
  const t = useTranslations("uploads");
  if (report === null || streamId === null) return <span className="text-muted-foreground">{t("noReport")}</span>;
  return (
    <div className="grid sm:min-w-28">
      <Link href={reportPath(streamId)} className="wrap-anywhere text-link underline-offset-4 hover:underline">
        {report.name}
      </Link>
      <span className="text-muted-foreground text-xs">{t(`kinds.${report.kind}`)}</span>
    </div>
  );
}

function State({ upload }: CellProps) {
  const t = useTranslations("uploads");
  const faultOf = useUploadFault();
  const share = shareOf(upload.bytesRead, upload.sizeBytes);
  const fault = upload.state === "failed" ? faultOf(upload) : null;
  return (
    <div className="grid min-w-32 gap-1.5">
      <UploadStateBadge state={upload.state} />
      {upload.state === "parsing" && (
        <ProgressBar label={t("progressOf", { name: upload.fileName })} share={share} text={t("percent", { share })} />
      )}
      {fault && <p className="max-w-64 text-pretty text-muted-foreground text-xs">{fault}</p>}
    </div>
  );
}

function Lines({ upload: { summary } }: CellProps) {
  const t = useTranslations("uploads");
  const format = useFormatter();
  if (summary === null) return null;
  return (
    <div className="grid">
      <span>{format.number(summary.parsed, "count")}</span>
      {summary.failed > 0 && (
        <span className="whitespace-nowrap text-muted-foreground text-xs">
          {t("failedLines", { count: summary.failed })}
        </span>
      )}
    </div>
  );
}
