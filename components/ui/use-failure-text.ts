"use client";

import { useTranslations } from "next-intl";
import type { ActionFailure } from "@/lib/domain/action-result";

/**
 * The sentence for a refused action in the reader's language: its own, or the general one for its kind. What the
 * sentence may name: `{id}` (the request) and `{seconds}` (until a new try makes sense).
 */
export function useFailureText(): (failure: ActionFailure) => string {
  const failures = useTranslations("failures");
  const validation = useTranslations("validation");

  type FailureKey = Parameters<typeof failures.has>[0];
  type ValidationKey = Parameters<typeof validation.has>[0];
  const isFailureKey = (key: string): key is FailureKey => failures.has(key as FailureKey);
  const isValidationKey = (key: string): key is ValidationKey => validation.has(key as ValidationKey);

  return ({ messageKey, code, requestId, retryAfterSeconds = 1 }) => {
    const [namespace, key = ""] = messageKey.split(".");
    if (namespace === "validation" && isValidationKey(key)) return validation(key);
    const known = namespace === "failures" && isFailureKey(key) ? key : generalKey(code);
    return failures(known, { id: requestId, seconds: retryAfterSeconds });
  };
}

function generalKey(code: ActionFailure["code"]) {
  switch (code) {
    case "not-found":
      return "notFound";
    case "rate-limited":
      return "rateLimited";
    default:
      return code;
  }
}
