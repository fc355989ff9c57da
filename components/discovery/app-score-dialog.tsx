"use client";

import { SlidersHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { scores } from "@/components/discovery-settings/scores";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { useDialogAction } from "@/components/ui/use-dialog-action";
import type { Action } from "@/lib/domain/action-result";
import { type AppScore, scoreNoteMaximum } from "@/lib/domain/app-score";

export type AppScoreActions = {
  set: Action<{ appId: number; score: number; note: string }, void>;
  clear: Action<{ appId: number }, void>;
};

type AppScoreDialogProps = {
  app: { id: number; name: string };
  current: Pick<AppScore, "score" | "note"> | null;
  actions: AppScoreActions;
};

/** Sets an app's score in place of the one that the facts give, with a reason; or lets the facts give it again. */
export function AppScoreDialog({ app, current, actions }: AppScoreDialogProps) {
  const t = useTranslations("discovery.setScore");
  const common = useTranslations("common");
  const [isOpen, setOpen] = useState(false);
  const close = () => setOpen(false);
  const setting = useDialogAction(actions.set, close);
  const clearing = useDialogAction(actions.clear, close);
  const isPending = setting.isPending || clearing.isPending;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    void setting.run({ appId: app.id, score: Number(given.get("score")), note: String(given.get("note") ?? "") });
  }

  return (
    <Dialog open={isOpen} onOpenChange={(wanted) => !isPending && setOpen(wanted)}>
      <DialogTrigger asChild>
        <Button className="w-fit">
          <SlidersHorizontal aria-hidden />
          {t("action")}
        </Button>
      </DialogTrigger>
      <DialogContent title={t("title", { name: app.name })} description={t("description")}>
        <form onSubmit={submit} className="grid gap-4">
          <ProblemNotice>{setting.problem ?? clearing.problem}</ProblemNotice>
          <Field label={t("score")}>
            {(control) => (
              <Select {...control} name="score" required defaultValue={current?.score ?? ""}>
                <option value="" disabled>
                  {t("choose")}
                </option>
                {scores.map((score) => (
                  <option key={score} value={score}>
                    {t("ofTen", { score })}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label={t("note")} hint={t("noteHint")}>
            {(control) => (
              <Textarea
                {...control}
                name="note"
                required
                rows={3}
                maxLength={scoreNoteMaximum}
                defaultValue={current?.note ?? ""}
              />
            )}
          </Field>
          <DialogFooter>
            {current !== null && (
              <Button pending={clearing.isPending} onClick={() => void clearing.run({ appId: app.id })}>
                {t("clear")}
              </Button>
            )}
            <DialogClose asChild>
              <Button>{common("cancel")}</Button>
            </DialogClose>
            <Button type="submit" variant="primary" pending={setting.isPending}>
              {t("submit")}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
