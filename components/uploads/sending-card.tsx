"use client";

import { useTranslations } from "next-intl";
import { useUnitFormat } from "@/components/charts/use-unit-format";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { shareOf } from "@/lib/domain/discovery-upload-progress";
import { ProgressBar } from "./progress-bar";
import type { UploadStage } from "./use-upload";

type SendingCardProps = { stage: Extract<UploadStage, { at: "sending" }>; onCancel: () => void };

/** A file on its way to the portal. */
export function SendingCard({ stage, onCancel }: SendingCardProps) {
  const t = useTranslations("uploads.sending");
  const unit = useUnitFormat();
  const size = (bytes: number) => unit(bytes, "bytes");
  const { choice, sentBytes, isRetrying, isFinishing } = stage;
  const { file } = choice;
  const text = t("sent", { sent: size(sentBytes), total: size(file.size) });
  return (
    <Card className="max-w-160">
      <CardHeader>
        <CardTitle className="wrap-anywhere">{t("title", { name: file.name })}</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-3">
        <ProgressBar label={t("progress")} share={shareOf(sentBytes, file.size)} text={text} />
        <p className="text-sm tabular-nums">{text}</p>
        <p role="status" className="text-muted-foreground text-sm">
          {isFinishing ? t("finishing") : isRetrying ? t("retrying") : t("stay")}
        </p>
        {!isFinishing && (
          <div>
            <Button onClick={onCancel}>{t("cancel")}</Button>
          </div>
        )}
      </CardContent>
    </Card>
  );
}

type StoppedCardProps = {
  stage: Extract<UploadStage, { at: "stopped" }>;
  onRetry: () => void;
  onStartOver: () => void;
};

/** A file that did not arrive, with what can be done. */
export function StoppedCard({ stage: { reason, canResume }, onRetry, onStartOver }: StoppedCardProps) {
  const t = useTranslations("uploads.sending");
  return (
    <Card className="max-w-160">
      <CardHeader>
        <CardTitle>{t("failedTitle")}</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-4">
        <ProblemNotice>{reason}</ProblemNotice>
        <div className="flex flex-wrap gap-2">
          {canResume && (
            <Button variant="primary" onClick={onRetry}>
              {t("retry")}
            </Button>
          )}
          <Button onClick={onStartOver}>{t("startOver")}</Button>
        </div>
      </CardContent>
    </Card>
  );
}
