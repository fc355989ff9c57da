"use client";

import { useState } from "react";
import { ParsingCard } from "./parsing-card";
import { SendingCard, StoppedCard } from "./sending-card";
import type { SourceChoice } from "./source-choice";
import type { UploadActions } from "./upload-actions";
import { UploadForm } from "./upload-form";
import { type UploadChoice, useUpload } from "./use-upload";

type UploadWizardProps = {
  sources: readonly SourceChoice[];
  /** Names of the data sources that exist. */
  dataSources: readonly string[];
  anonymizesByDefault: boolean;
  actions: UploadActions;
};

/** One upload from the choice of the file to what was found in it. */
export function UploadWizard({ sources, dataSources, anonymizesByDefault, actions }: UploadWizardProps) {
  const { stage, start, resume, cancel, startOver } = useUpload(actions);
  const [kept, setKept] = useState<UploadChoice | null>(null);
  const begin = (choice: UploadChoice) => {
    setKept(choice);
    void start(choice);
  };
  switch (stage.at) {
    case "choosing":
      return <UploadForm {...{ sources, dataSources, anonymizesByDefault, stage }} initial={kept} onStart={begin} />;
    case "sending":
      return <SendingCard stage={stage} onCancel={cancel} />;
    case "stopped":
      return <StoppedCard stage={stage} onRetry={() => void resume(stage.choice)} onStartOver={cancel} />;
    case "sent":
      return (
        <ParsingCard
          uploadId={stage.uploadId}
          fileName={stage.choice.file.name}
          sources={sources}
          onOtherSource={startOver}
          onAnother={() => {
            setKept(null);
            startOver();
          }}
        />
      );
  }
}
