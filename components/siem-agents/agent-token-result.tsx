"use client";

import { CircleCheck, LoaderCircle, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useUnsavedSecret } from "@/components/tokens/use-unsaved-secret";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { CodeTabs } from "@/components/ui/code-tabs";
import { CopyField } from "@/components/ui/copy-field";
import { DialogFooter } from "@/components/ui/dialog";
import { environmentFile, shellCommand, testCommand } from "./agent-command";
import type { IssuedAgentToken } from "./siem-agent-actions";
import { useAgentContact } from "./use-agent-contact";

type AgentTokenResultProps = { token: IssuedAgentToken; origin: string; onDone: () => void };

/** The token, this once, with the commands that start the agent, and the moment when it first calls. */
export function AgentTokenResult({ token, origin, onDone }: AgentTokenResultProps) {
  const t = useTranslations("siemAgents.result");
  const [isSaved, setSaved] = useState(false);
  const isConnected = useAgentContact(token.id);
  const saved = () => setSaved(true);
  useUnsavedSecret({ unsaved: !isSaved, onLeave: onDone });
  return (
    <div className="grid gap-4">
      <p className="flex items-start gap-2 rounded-md bg-warning-subtle p-3 text-sm text-warning">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
        {t("once")}
      </p>
      <div onCopy={saved}>
        <CopyField
          label={t("token")}
          value={token.secret}
          copyLabel={t("copyToken")}
          copiedMessage={t("tokenCopied")}
          onCopied={saved}
          emphasized
        />
      </div>
      <div className="min-w-0" onCopy={saved}>
        <CodeTabs
          label={t("commands")}
          items={[
            {
              id: "shell",
              tab: t("shell"),
              label: t("shell"),
              code: shellCommand(origin, token.secret),
              copyLabel: t("copyShell"),
              copiedMessage: t("shellCopied"),
              onCopied: saved,
            },
            {
              id: "environment",
              tab: t("environment"),
              label: t("environment"),
              code: environmentFile(origin, token.secret),
              copyLabel: t("copyEnvironment"),
              copiedMessage: t("environmentCopied"),
              onCopied: saved,
            },
            {
              id: "test",
              tab: t("test"),
              label: t("test"),
              code: testCommand(origin),
              copyLabel: t("copyTest"),
              copiedMessage: t("testCopied"),
            },
          ]}
        />
        <p className="mt-2 text-muted-foreground text-xs">{t("needs")}</p>
      </div>
      <p
        role="status"
        className={cn(
          "flex items-start gap-2 rounded-md border p-3 text-sm [&_svg]:mt-0.5 [&_svg]:size-4 [&_svg]:shrink-0",
          isConnected ? "border-success/40 bg-success-subtle text-success" : "text-muted-foreground",
        )}
      >
        {isConnected ? <CircleCheck aria-hidden /> : <LoaderCircle aria-hidden className="animate-spin" />}
        {t(isConnected ? "connected" : "waiting")}
      </p>
      <DialogFooter className="mt-1">
        <Button variant="primary" onClick={onDone}>
          {t(isSaved ? "finish" : "finishUnsaved")}
        </Button>
      </DialogFooter>
    </div>
  );
}
