"use client";

import { useEffect, useState } from "react";
import { uploadsPath } from "@/components/discovery/discovery-paths";
import { isSettled, type UploadProgress, uploadProgress } from "@/lib/domain/discovery-upload-progress";

const pollMilliseconds = 1_000;

/** Follows an upload until it is parsed or has failed. `isLost` while the portal does not answer. */
export function useUploadProgress(uploadId: string): { progress: UploadProgress | null; isLost: boolean } {
  const [progress, setProgress] = useState<UploadProgress | null>(null);
  const [isLost, setLost] = useState(false);
  useEffect(() => {
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function ask(): Promise<void> {
      const latest = await askProgress(uploadId, controller.signal);
      if (controller.signal.aborted) return;
      setLost(latest === null);
      if (latest !== null) setProgress(latest);
      if (latest === null || !isSettled(latest)) timer = setTimeout(ask, pollMilliseconds);
    }
    void ask();
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [uploadId]);
  return { progress, isLost };
}

async function askProgress(uploadId: string, signal: AbortSignal): Promise<UploadProgress | null> {
  try {
    const answer = await fetch(`${uploadsPath}/${uploadId}/progress`, { signal, cache: "no-store" });
    const parsed = uploadProgress.safeParse(await answer.json());
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
