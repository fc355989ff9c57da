"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { useDialogAction } from "@/components/ui/use-dialog-action";
import type { ClosingVerdict } from "@/lib/domain/alert";
import { type ClosingReason, closingCommentMaximum, closingReasons } from "@/lib/domain/alert-closing";
import type { AlertActions, ClosableAlert } from "./alert-actions";
import { ClosingPreview } from "./closing-preview";
import { VerdictChoice } from "./verdict-choice";

type CloseAlertsDialogProps = {
  /** At least one. */
  alerts: ClosableAlert[];
  close: NonNullable<AlertActions["close"]>;
  onClose: () => void;
  /** After the alerts are closed: those that were chosen are chosen no longer. */
  onClosed?: () => void;
  /** Where the focus goes when nothing was closed. */
  returnTo: string;
};

/** Asks for the verdict, the reason and a comment, and shows what is about to be closed. */
export function CloseAlertsDialog({ alerts, close, onClose, onClosed, returnTo }: CloseAlertsDialogProps) {
  const t = useTranslations("alerts.close");
  const common = useTranslations("common");
  const router = useRouter();
  const [verdict, setVerdict] = useState<ClosingVerdict | null>(null);
  const [reason, setReason] = useState<ClosingReason | null>(null);
  const { run, isPending, problem } = useDialogAction(close, ({ closed, notOpen }) => {
    if (closed > 0) toast.success(t("done", { count: closed }));
    if (notOpen > 0) toast.warning(t("notOpen", { count: notOpen }));
    onClosed?.();
    onClose();
    router.refresh();
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (verdict === null) return;
    const comment = new FormData(event.currentTarget).get("comment");
    void run({ ids: alerts.map(({ id }) => id), verdict, reason, comment: typeof comment === "string" ? comment : "" });
  }

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && !isPending && onClose()}>
      <DialogContent
        title={t("title", { count: alerts.length, title: alerts[0]?.title ?? "" })}
        description={t("description")}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          // What was pressed may have gone with its row; the page's content is always there.
          (document.getElementById(returnTo) ?? document.getElementById("content"))?.focus();
        }}
      >
        <form className="grid gap-4" onSubmit={submit}>
          <ProblemNotice>{problem}</ProblemNotice>
          <ClosingPreview alerts={alerts} />
          <VerdictChoice
            value={verdict}
            onChange={(chosen) => {
              setVerdict(chosen);
              setReason(null);
            }}
          />
          {verdict !== null && closingReasons[verdict].length > 0 && (
            <ReasonField verdict={verdict} value={reason} onChange={setReason} />
          )}
          <Field label={t("comment")} hint={t("commentHint")}>
            {(control) => <Textarea {...control} name="comment" maxLength={closingCommentMaximum} />}
          </Field>
          <DialogFooter>
            <DialogClose asChild>
              <Button>{common("cancel")}</Button>
            </DialogClose>
            <Button type="submit" variant="primary" pending={isPending}>
              {t("submit", { count: alerts.length })}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

type ReasonFieldProps = {
  verdict: ClosingVerdict;
  value: ClosingReason | null;
  onChange: (reason: ClosingReason | null) => void;
};

function ReasonField({ verdict, value, onChange }: ReasonFieldProps) {
  const t = useTranslations("alerts");
  const reasons = closingReasons[verdict];
  return (
    <Field label={t("close.reason")}>
      {(control) => (
        <Select
          {...control}
          value={value ?? ""}
          onChange={(event) => {
            const chosen = event.currentTarget.value;
            onChange(reasons.find((name) => name === chosen) ?? null);
          }}
        >
          <option value="">{t("close.noReason")}</option>
          {reasons.map((name) => (
            <option key={name} value={name}>
              {t(`reasons.${name}`)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
