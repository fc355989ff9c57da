"use client";

import { CircleCheck, LoaderCircle, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { CodeTabs } from "@/components/ui/code-tabs";
import { CopyField } from "@/components/ui/copy-field";
import { DialogFooter } from "@/components/ui/dialog";
import { useUnsavedSecret } from "@/components/ui/use-unsaved-secret";
import { useAgentContact } from "./use-agent-contact";

/** Something to copy; `holdsToken` when whoever has copied it has saved the token too. */
export type AgentCommand = {
  id: string;
  tab: string;
  code: string;
  copyLabel: string;
  copiedMessage: string;
  holdsToken: boolean;
};

type AgentTokenPanelProps = {
  secret: string;
  /** Where the portal tells whether the agent has called. */
  contactPath: string;
  commands: AgentCommand[];
  texts: { commands: string; needs: string; waiting: string; connected: string };
  /** What else is worth knowing before the agent starts. */
  children?: ReactNode;
  onDone: () => void;
};

/** An agent's token, this once, with the commands that start the agent, and the moment when it first calls. */
export function AgentTokenPanel({ secret, contactPath, commands, texts, children, onDone }: AgentTokenPanelProps) {
  const t = useTranslations("agentToken");
  const [isSaved, setSaved] = useState(false);
  const isConnected = useAgentContact(contactPath);
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
          value={secret}
          copyLabel={t("copy")}
          copiedMessage={t("copied")}
          onCopied={saved}
          emphasized
        />
      </div>
      <div className="min-w-0" onCopy={saved}>
        <CodeTabs
          label={texts.commands}
          items={commands.map(({ holdsToken, ...command }) => ({
            ...command,
            label: command.tab,
            ...(holdsToken && { onCopied: saved }),
          }))}
        />
        <p className="mt-2 text-muted-foreground text-xs">{texts.needs}</p>
      </div>
      {children}
      <p
        role="status"
        className={cn(
          "flex items-start gap-2 rounded-md border p-3 text-sm [&_svg]:mt-0.5 [&_svg]:size-4 [&_svg]:shrink-0",
          isConnected ? "border-success/40 bg-success-subtle text-success" : "text-muted-foreground",
        )}
      >
        {isConnected ? <CircleCheck aria-hidden /> : <LoaderCircle aria-hidden className="animate-spin" />}
        {isConnected ? texts.connected : texts.waiting}
      </p>
      <DialogFooter className="mt-1">
        <Button variant="primary" onClick={onDone}>
          {t(isSaved ? "finish" : "finishUnsaved")}
        </Button>
      </DialogFooter>
    </div>
  );
}
