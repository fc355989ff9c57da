"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useDialogAction } from "@/components/members/use-dialog-action";
import { downloadText } from "@/components/tokens/download-text";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Select } from "@/components/ui/select";
import type { Action } from "@/lib/domain/action-result";
import type { Appliance, GeneratedScript, GenerateScriptInput } from "@/lib/domain/block-script";
import { BlockScriptResult } from "./block-script-result";

type BlockScriptDialogProps = {
  appliances: readonly Appliance[];
  generate: Action<GenerateScriptInput, GeneratedScript>;
  onClose: () => void;
  /** The id of what the focus returns to. */
  returnTo: string;
};

/** Makes the script that lets an appliance refuse the unsanctioned apps, saves it as a file, and shows what is in it. */
export function BlockScriptDialog({ appliances, generate, onClose, returnTo }: BlockScriptDialogProps) {
  const t = useTranslations("discovery.blockScript");
  const common = useTranslations("common");
  const [script, setScript] = useState<GeneratedScript | null>(null);
  const { run, isPending, problem } = useDialogAction(generate, (made) => {
    setScript(made);
    if (made.text !== "") downloadText(made.fileName, made.text);
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const appliance = new FormData(event.currentTarget).get("appliance");
    if (typeof appliance === "string") void run({ appliance });
  }

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && !isPending && onClose()}>
      <DialogContent
        size="lg"
        title={t("title")}
        description={t("description")}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          document.getElementById(returnTo)?.focus();
        }}
      >
        <form className="grid gap-4" onSubmit={submit}>
          <ProblemNotice>{problem}</ProblemNotice>
          <Field label={t("appliance")} hint={t("applianceHint")}>
            {(control) => (
              <Select {...control} name="appliance" onChange={() => setScript(null)}>
                {appliances.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {id === plainList ? t("plainList") : name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <div aria-live="polite">{script && <BlockScriptResult script={script} />}</div>
          <DialogFooter>
            <DialogClose asChild>
              <Button>{common("close")}</Button>
            </DialogClose>
            <Button type="submit" variant="primary" pending={isPending}>
              {t("generate")}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

/** Has no name of its own that every language shares. */
const plainList = "Domain-list";
