"use client";

import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { ErrorState } from "@/components/ui/error-state";

type PortalErrorProps = { error: Error & { digest?: string }; reset: () => void };

/** Stands in the place of a page that failed. Its address keeps the filters, so a retry asks for the same view. */
export default function PortalError({ error, reset }: PortalErrorProps) {
  const router = useRouter();
  return (
    <ErrorState
      level={1}
      requestId={error.digest}
      onRetry={() =>
        startTransition(() => {
          router.refresh();
          reset();
        })
      }
    />
  );
}
