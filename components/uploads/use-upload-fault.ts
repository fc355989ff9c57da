import { useTranslations } from "next-intl";
import type { UploadProgress } from "@/lib/domain/discovery-upload-progress";

type Failed = Pick<UploadProgress, "failure" | "failureCode" | "failureDetail">;

/**
 * Why an upload failed, in the reader's language; null when it did not. What is said about the expected format is left
 * out: a line of that format says it better.
 */
export function useUploadFault(): (upload: Failed) => string | null {
  const t = useTranslations("uploads");
  return ({ failure, failureCode, failureDetail }) => {
    if (failureCode === null) return failure;
    const sentence = t(`faults.${failureCode}`);
    if (failureDetail === null || failureCode === "format-mismatch") return sentence;
    return `${sentence} ${t("faultDetail", { detail: failureDetail })}`;
  };
}
