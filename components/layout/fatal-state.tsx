"use client";

import { useTranslations } from "next-intl";
import { ErrorState } from "@/components/ui/error-state";

type FatalStateProps = { requestId: string | undefined; onRetry: () => void };

/** The portal itself could not be drawn. */
export function FatalState({ requestId, onRetry }: FatalStateProps) {
  const t = useTranslations("states");
  return (
    <main className="grid min-h-dvh place-items-center">
      <ErrorState
        level={1}
        title={t("fatalTitle")}
        description={t("fatalDescription")}
        requestId={requestId}
        onRetry={onRetry}
      />
    </main>
  );
}
