"use client";

import { RotateCw, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "./button";
import { EmptyState } from "./empty-state";

type ErrorStateProps = {
  /** Defaults to the general sentence that something could not be loaded. */
  title?: string;
  description?: string;
  /** What an administrator finds in the log. */
  requestId?: string | undefined;
  onRetry: () => void;
  /** 1 where it stands in the place of a whole page. */
  level?: 1 | 2;
};

/** Something failed: what happened, the request id, and a way to try again. */
export function ErrorState({ title, description, requestId, onRetry, level = 2 }: ErrorStateProps) {
  const t = useTranslations("states");
  const common = useTranslations("common");
  return (
    <div role="alert">
      <EmptyState
        level={level}
        icon={<TriangleAlert aria-hidden />}
        title={title ?? t("errorTitle")}
        description={description ?? t("errorDescription")}
      >
        <Button onClick={onRetry}>
          <RotateCw aria-hidden />
          {common("retry")}
        </Button>
        {requestId && (
          <p className="w-full break-all font-mono text-muted-foreground text-xs">
            {t("requestId", { id: requestId })}
          </p>
        )}
      </EmptyState>
    </div>
  );
}
