"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "sonner";
import { AlertDialog, AlertDialogCancel, AlertDialogContent } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { useDialogAction } from "@/components/ui/use-dialog-action";
import type { MemberDialogProps, MemberSignInView } from "./member-actions";
import { memberMenuId } from "./member-menu";
import { useMemberSignIn } from "./use-member-sign-in";

/** Asks before a member's second factor goes, and shows what follows. The focus starts on Cancel. */
export function ResetFactorDialog({ member, actions, onClose }: MemberDialogProps) {
  const t = useTranslations("members.factor");
  const common = useTranslations("common");
  const router = useRouter();
  const found = useMemberSignIn(member.id, actions.viewSignIn);
  const { run, isPending, problem } = useDialogAction(actions.resetFactor, () => {
    toast.success(t("done", { name: member.name }));
    onClose();
    router.refresh();
  });
  return (
    <AlertDialog open onOpenChange={(isOpen) => !isOpen && !isPending && onClose()}>
      <AlertDialogContent
        title={t("title", { name: member.name })}
        description={t("description")}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          document.getElementById(memberMenuId(member.id))?.focus();
        }}
      >
        <ProblemNotice>{problem ?? (found.state === "failed" && found.reason)}</ProblemNotice>
        <div aria-live="polite" aria-busy={found.state === "loading"} className="grid gap-2 text-sm">
          {found.state === "loading" && (
            <>
              <p className="text-muted-foreground">{t("loading")}</p>
              <Skeleton className="h-16" />
            </>
          )}
          {found.state === "found" && <Effects name={member.name} view={found} />}
        </div>
        <DialogFooter>
          <AlertDialogCancel asChild>
            <Button>{common("cancel")}</Button>
          </AlertDialogCancel>
          <Button
            variant="destructive"
            pending={isPending}
            disabled={found.state !== "found" || found.secondFactorSince === null}
            onClick={() => run({ memberId: member.id })}
          >
            {t("submit")}
          </Button>
        </DialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}

function Effects({ name, view }: { name: string; view: MemberSignInView }) {
  const t = useTranslations("members.factor");
  if (view.secondFactorSince === null) return <p>{t("none", { name })}</p>;
  return (
    <ul className="grid list-disc gap-1 pl-5">
      <li>{t("effectCodes", { count: view.recoveryCodesLeft })}</li>
      <li>{t("effectSessions", { count: view.sessions.length })}</li>
      <li>{t(view.requiredSince === null ? "effectOptional" : "effectRequired")}</li>
    </ul>
  );
}
