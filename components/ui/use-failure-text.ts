"use client";

import { useTranslations } from "next-intl";

type Refusal = { messageKey: string; requestId?: string | undefined };

/**
 * The sentence for a refused action in the reader's language: by its key under `failures`, else under `validation`, else
 * the general one with the request id. The API's own English sentence is never shown.
 */
export function useFailureText(): (refusal: Refusal) => string {
  const failures = useTranslations("failures");
  const validation = useTranslations("validation");

  type FailureKey = Parameters<typeof failures.has>[0];
  type ValidationKey = Parameters<typeof validation.has>[0];
  const isFailureKey = (key: string): key is FailureKey => failures.has(key as FailureKey);
  const isValidationKey = (key: string): key is ValidationKey => validation.has(key as ValidationKey);

  return ({ messageKey, requestId }) => {
    if (messageKey === "unexpected" && requestId) return failures("unexpectedWithId", { id: requestId });
    if (isFailureKey(messageKey)) return failures(messageKey, { id: requestId ?? "" });
    if (isValidationKey(messageKey)) return validation(messageKey);
    return requestId ? failures("unexpectedWithId", { id: requestId }) : failures("unexpected");
  };
}
