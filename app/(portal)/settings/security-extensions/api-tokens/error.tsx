"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { startTransition } from "react";
import { ErrorState } from "@/components/ui/error-state";

type ApiTokensErrorProps = { error: Error & { digest?: string }; reset: () => void };

/** The tokens could not be loaded. The filters stay in the address, so a retry asks for the same view. */
export default function ApiTokensError({ error, reset }: ApiTokensErrorProps) {
  const t = useTranslations("tokens");
  const router = useRouter();
  return (
    <div className="rounded-md border bg-card">
      <ErrorState
        title={t("loadFailed")}
        requestId={error.digest}
        onRetry={() =>
          startTransition(() => {
            router.refresh();
            reset();
          })
        }
      />
    </div>
  );
}
