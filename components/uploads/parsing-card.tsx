"use client";

import { useTranslations } from "next-intl";
import { useUnitFormat } from "@/components/charts/use-unit-format";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { isSettled, shareOf, type UploadProgress } from "@/lib/domain/discovery-upload-progress";
import { ProgressBar } from "./progress-bar";
import type { SourceChoice } from "./source-choice";
import { UploadResult } from "./upload-result";
import { useUploadProgress } from "./use-upload-progress";

type ParsingCardProps = {
  uploadId: string;
  fileName: string;
  sources: readonly SourceChoice[];
  onAnother: () => void;
  onOtherSource: () => void;
};

/** Follows a file that has arrived until it is parsed, and then says what was found. */
export function ParsingCard({ uploadId, fileName, sources, onAnother, onOtherSource }: ParsingCardProps) {
  const { progress, isLost } = useUploadProgress(uploadId);
  if (progress !== null && isSettled(progress))
    return <UploadResult {...{ progress, fileName, sources, onAnother, onOtherSource }} />;
  return <Waiting {...{ fileName, progress, isLost }} />;
}

type WaitingProps = { fileName: string; progress: UploadProgress | null; isLost: boolean };

function Waiting({ fileName, progress, isLost }: WaitingProps) {
  const t = useTranslations("uploads.parsing");
  const unit = useUnitFormat();
  const size = (bytes: number) => unit(bytes, "bytes");
  const { bytesRead, sizeBytes } = progress ?? { bytesRead: 0, sizeBytes: null };
  const isParsing = progress?.state === "parsing" && sizeBytes !== null;
  const text = isParsing ? t("read", { read: size(bytesRead), total: size(sizeBytes) }) : t("queued");
  return (
    <Card className="max-w-160">
      <CardHeader>
        <CardTitle className="wrap-anywhere">{t("title", { name: fileName })}</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-3">
        <ProgressBar label={t("progress")} share={shareOf(bytesRead, sizeBytes)} text={text} />
        <p className="text-sm tabular-nums">{text}</p>
        <p role="status" className="text-muted-foreground text-sm">
          {isLost ? t("lost") : t("leave")}
        </p>
      </CardContent>
    </Card>
  );
}
