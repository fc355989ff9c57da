"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useFailureText } from "@/components/ui/use-failure-text";
import { pause, putPart } from "./put-part";
import { SendFault, sendFile } from "./send-file";
import type { UploadActions } from "./upload-actions";

/** What somebody chose to send, and into which report. */
export type UploadChoice = {
  file: File;
  source: string;
  streamName: string;
  isSnapshot: boolean;
  anonymizesUsers: boolean;
};

export type UploadStage =
  | { at: "choosing"; isOpening: boolean; refusal: { text: string; field: string | undefined } | null }
  | { at: "sending"; choice: UploadChoice; sentBytes: number; isRetrying: boolean; isFinishing: boolean }
  | { at: "stopped"; choice: UploadChoice; reason: string; canResume: boolean }
  | { at: "sent"; choice: UploadChoice; uploadId: string };

type Choosing = Extract<UploadStage, { at: "choosing" }>;
const choosing: Choosing = { at: "choosing", isOpening: false, refusal: null };

/** The steps of one upload: choose, send in blocks, hand over. What was sent is kept when the connection breaks. */
export function useUpload(actions: UploadActions) {
  const problems = useTranslations("uploads.sending.problems");
  const failures = useTranslations("failures");
  const failureText = useFailureText();
  const [stage, setStage] = useState<UploadStage>(choosing);
  const underWay = useRef<{ uploadUrl: string; blocks: number; abort: AbortController } | null>(null);
  const isOpening = useRef(false);
  useLeaveWarning(stage.at === "sending");
  useEffect(() => () => underWay.current?.abort.abort(), []);

  async function start(choice: UploadChoice) {
    // State alone would let the second press of a double click through before the next render.
    if (isOpening.current) return;
    isOpening.current = true;
    setStage({ at: "choosing", isOpening: true, refusal: null });
    const { file, source } = choice;
    const opened = await actions.open({ fileName: file.name, source }).catch(() => null);
    isOpening.current = false;
    if (opened === null) return setStage({ ...choosing, refusal: { text: failures("unreachable"), field: undefined } });
    if (!opened.ok) return setStage({ ...choosing, refusal: { text: failureText(opened), field: opened.field } });
    underWay.current = { uploadUrl: opened.value.uploadUrl, blocks: 0, abort: new AbortController() };
    await send(choice);
  }

  async function send(choice: UploadChoice) {
    const transfer = underWay.current;
    if (transfer === null) return;
    transfer.abort = new AbortController();
    const { signal } = transfer.abort;
    const show = (change: { sentBytes?: number; isRetrying?: boolean; isFinishing?: boolean }) => {
      if (!signal.aborted) setStage((now) => (now.at === "sending" ? { ...now, ...change } : now));
    };
    setStage({ at: "sending", choice, sentBytes: 0, isRetrying: false, isFinishing: false });
    const sending = {
      from: transfer.blocks,
      signal,
      onProgress: (sentBytes: number) => show({ sentBytes }),
      onBlock: (blocks: number) => {
        transfer.blocks = blocks;
      },
      onRetrying: (isRetrying: boolean) => show({ isRetrying }),
    };
    try {
      await sendFile(choice.file, transfer.uploadUrl, sending, { put: putPart, pause });
      show({ isFinishing: true });
      await finish(choice, transfer.uploadUrl);
    } catch (thrown) {
      if (signal.aborted) return;
      const problem = thrown instanceof SendFault ? thrown.problem : "network";
      setStage({ at: "stopped", choice, reason: problems(problem), canResume: problem === "network" });
    }
  }

  async function finish(choice: UploadChoice, uploadUrl: string) {
    const { streamName, isSnapshot, anonymizesUsers } = choice;
    const finished = await actions.finish({ uploadUrl, streamName, isSnapshot, anonymizesUsers });
    if (finished.ok) return setStage({ at: "sent", choice, uploadId: finished.value.uploadId });
    setStage({ at: "stopped", choice, reason: failureText(finished), canResume: finished.code !== "invalid" });
  }

  /** Gives the upload up, so that nothing of it stays. */
  function cancel() {
    const transfer = underWay.current;
    underWay.current = null;
    setStage(choosing);
    if (transfer === null) return;
    transfer.abort.abort();
    // What cannot be given up now goes by itself in a day.
    void actions.cancel({ uploadUrl: transfer.uploadUrl }).catch(() => null);
  }

  function startOver() {
    underWay.current = null;
    setStage(choosing);
  }

  return { stage, start, resume: send, cancel, startOver };
}

/** Asks before the page is left while a file is on its way. */
function useLeaveWarning(isActive: boolean): void {
  useEffect(() => {
    if (!isActive) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isActive]);
}
