"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useContext, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import type { Action } from "@/lib/domain/action-result";
import type { GenerateTokenInput } from "@/lib/domain/api-token";
import type { GeneratedToken, TenantAddress } from "./generated-token";
import { TokenNameForm } from "./token-name-form";
import { TokenResult } from "./token-result";
import { UnsavedTokenQuestion } from "./unsaved-token-question";
import { useGenerateToken } from "./use-generate-token";

const OpenDialog = createContext<() => void>(() => undefined);

type GenerateTokenDialogProps = {
  generate: Action<GenerateTokenInput, GeneratedToken>;
  tenant: TenantAddress;
  /** The page: its buttons open this one dialog, which outlives whatever a refresh does to them. */
  children: ReactNode;
};

/** The dialog that generates a token and shows it once. */
export function GenerateTokenDialog({ generate, tenant, children }: GenerateTokenDialogProps) {
  const t = useTranslations("tokens");
  const { stage, ...steps } = useGenerateToken(generate);
  const opener = useRef<Element | null>(null);
  const panel = useRef<HTMLDivElement>(null);

  function open() {
    opener.current = document.activeElement;
    steps.open();
  }

  return (
    <OpenDialog value={open}>
      {children}
      <Dialog open={stage.at !== "closed"} onOpenChange={(next) => !next && steps.requestClose()}>
        <DialogContent
          ref={panel}
          size={stage.at === "result" ? "lg" : "md"}
          title={t(stage.at === "result" ? "result.title" : "generate.title")}
          {...(stage.at === "name" && { description: t("generate.description") })}
          // Below the veil of the question that it may ask. What it shows goes away at once: fading out would leave an
          // empty panel behind for a moment.
          className="z-40 data-[state=closed]:animate-none"
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (opener.current instanceof HTMLElement) opener.current.focus();
          }}
        >
          {stage.at === "name" && (
            <TokenNameForm pending={steps.pending} failure={steps.failure} onSubmit={steps.submit} />
          )}
          {stage.at === "result" && (
            <TokenResult token={stage.token} tenant={tenant} onSaved={steps.markSaved} />
          )}
          <UnsavedTokenQuestion
            open={stage.at === "result" && stage.question === "open"}
            onBack={steps.goBack}
            onClose={steps.close}
            restoreFocus={() => panel.current?.querySelector("textarea")?.focus()}
          />
        </DialogContent>
      </Dialog>
    </OpenDialog>
  );
}

type GenerateTokenButtonProps = { label: string; withIcon?: boolean };

/** Opens the dialog around it. */
export function GenerateTokenButton({ label, withIcon = false }: GenerateTokenButtonProps) {
  const open = useContext(OpenDialog);
  return (
    <Button variant="primary" onClick={open}>
      {withIcon && <Plus aria-hidden />}
      {label}
    </Button>
  );
}
