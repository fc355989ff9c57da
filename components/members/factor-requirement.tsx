"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "sonner";
import { AlertDialog, AlertDialogCancel, AlertDialogContent } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog";
import { ExactTime } from "@/components/ui/exact-time";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useDialogAction } from "@/components/ui/use-dialog-action";
import type { Action } from "@/lib/domain/action-result";

type FactorRequirementProps = {
  requirement: { requiredSince: Date | null; members: number; without: number };
  change: Action<{ isRequired: boolean }, void>;
};

/** Whether the tenant requires a second factor of everybody, whom it would hold up, and the change of it. */
export function FactorRequirement({ requirement, change }: FactorRequirementProps) {
  const t = useTranslations("members.requirement");
  const [isOpen, setOpen] = useState(false);
  const { requiredSince, members, without } = requirement;
  return (
    <section
      aria-label={t("title")}
      className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-md border bg-card px-5 py-4"
    >
      <div className="grid gap-0.5 text-sm">
        <h2 className="font-semibold">{t("title")}</h2>
        <p className="text-muted-foreground">
          {requiredSince === null ? t("optional") : t.rich("required", { at: () => <ExactTime at={requiredSince} /> })}{" "}
          {t("count", { members, without })}
        </p>
      </div>
      <Button aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t(requiredSince === null ? "require" : "relax")}
      </Button>
      {isOpen && <RequirementQuestion requirement={requirement} change={change} onClose={() => setOpen(false)} />}
    </section>
  );
}

function RequirementQuestion({ requirement, change, onClose }: FactorRequirementProps & { onClose: () => void }) {
  const t = useTranslations("members.requirement");
  const common = useTranslations("common");
  const router = useRouter();
  const isRequired = requirement.requiredSince === null;
  const { run, isPending, problem } = useDialogAction(change, () => {
    toast.success(t(isRequired ? "requiredDone" : "relaxedDone"));
    onClose();
    router.refresh();
  });
  return (
    <AlertDialog open onOpenChange={(next) => !next && !isPending && onClose()}>
      <AlertDialogContent
        title={t(isRequired ? "requireTitle" : "relaxTitle")}
        description={isRequired ? t("requireDescription", { without: requirement.without }) : t("relaxDescription")}
      >
        <ProblemNotice>{problem}</ProblemNotice>
        <DialogFooter>
          <AlertDialogCancel asChild>
            <Button>{common("cancel")}</Button>
          </AlertDialogCancel>
          <Button variant="primary" pending={isPending} onClick={() => run({ isRequired })}>
            {t(isRequired ? "requireSubmit" : "relaxSubmit")}
          </Button>
        </DialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
