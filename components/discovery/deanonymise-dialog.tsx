"use client";

import { Eye } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useDialogAction } from "@/components/members/use-dialog-action";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Textarea } from "@/components/ui/textarea";
import type { Action } from "@/lib/domain/action-result";
import { deanonymisationReasonMaximum } from "@/lib/domain/discovered-user";

type DeanonymiseDialogProps = {
  pseudonym: string;
  resolve: Action<{ pseudonym: string; reason: string }, { name: string }>;
};

/** Asks why, and then shows who stands behind an encrypted name until the dialog closes. */
export function DeanonymiseDialog({ pseudonym, resolve }: DeanonymiseDialogProps) {
  const t = useTranslations("discoveredUsers.deanonymise");
  const common = useTranslations("common");
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const { run, isPending, problem } = useDialogAction(resolve, (value) => setName(value.name));

  function change(wanted: boolean) {
    if (isPending) return;
    setOpen(wanted);
    if (wanted) return;
    setName(null);
    setReason("");
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    void run({ pseudonym, reason });
  }

  return (
    <Dialog open={isOpen} onOpenChange={change}>
      <DialogTrigger asChild>
        <Button>
          <Eye aria-hidden />
          {t("action")}
        </Button>
      </DialogTrigger>
      <DialogContent title={t(name === null ? "title" : "doneTitle")} description={t("description")}>
        {name === null ? (
          <form onSubmit={submit} className="grid gap-4">
            <ProblemNotice>{problem}</ProblemNotice>
            <Field label={t("reason")} hint={t("reasonHint")}>
              {(control) => (
                <Textarea
                  {...control}
                  required
                  value={reason}
                  maxLength={deanonymisationReasonMaximum}
                  onChange={(event) => setReason(event.currentTarget.value)}
                />
              )}
            </Field>
            <DialogFooter>
              <DialogClose asChild>
                <Button>{common("cancel")}</Button>
              </DialogClose>
              <Button type="submit" variant="primary" pending={isPending} disabled={reason.trim() === ""}>
                {t("submit")}
              </Button>
            </DialogFooter>
          </form>
        ) : (
          <div className="grid gap-4" role="status">
            <CopyField label={t("name")} value={name} copyLabel={t("copy")} copiedMessage={t("copied")} />
            <DialogFooter>
              <DialogClose asChild>
                <Button variant="primary">{common("done")}</Button>
              </DialogClose>
            </DialogFooter>
          </div>
        )}
      </DialogContent>
    </Dialog>
  );
}
