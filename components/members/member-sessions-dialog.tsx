"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "sonner";
import { SessionList } from "@/components/account/session-list";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { useDialogAction } from "@/components/ui/use-dialog-action";
import type { MemberDialogProps } from "./member-actions";
import { memberMenuId } from "./member-menu";
import { useMemberSignIn } from "./use-member-sign-in";

/** Where a member is signed in, and the end of all of it. */
export function MemberSessionsDialog({ member, actions, onClose }: MemberDialogProps) {
  const t = useTranslations("members.sessions");
  const common = useTranslations("common");
  const router = useRouter();
  const found = useMemberSignIn(member.id, actions.viewSignIn);
  const { run, isPending, problem } = useDialogAction(actions.endSessions, ({ ended }) => {
    toast.success(t("done", { name: member.name, count: ended }));
    onClose();
    router.refresh();
  });
  const sessions = found.state === "found" ? found.sessions : [];
  const hasOwn = sessions.some(({ isCurrent }) => isCurrent);
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && !isPending && onClose()}>
      <DialogContent
        size="lg"
        title={t("title", { name: member.name })}
        description={t("description", { name: member.name })}
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
          {found.state === "found" && sessions.length === 0 && <p>{t("none", { name: member.name })}</p>}
          {sessions.length > 0 && <SessionList sessions={sessions} />}
        </div>
        <DialogFooter>
          <DialogClose asChild>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          {sessions.length > (hasOwn ? 1 : 0) && (
            <Button variant="destructive" pending={isPending} onClick={() => run({ memberId: member.id })}>
              {t(hasOwn ? "submitOthers" : "submit")}
            </Button>
          )}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
