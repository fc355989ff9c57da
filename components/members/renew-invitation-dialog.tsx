"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useDialogAction } from "@/components/ui/use-dialog-action";
import { InvitationReady } from "./invitation-ready";
import type { InvitationLink, MemberDialogProps } from "./member-actions";
import { memberMenuId } from "./member-menu";

/** Makes a new one-time link for somebody who has not joined; earlier ones stop working. */
export function RenewInvitationDialog({ member, actions, onClose }: MemberDialogProps) {
  const t = useTranslations("members");
  const common = useTranslations("common");
  const router = useRouter();
  const [link, setLink] = useState<InvitationLink | null>(null);
  const { run, isPending, problem } = useDialogAction(actions.renewInvitation, setLink);
  const close = () => {
    onClose();
    if (link) router.refresh();
  };
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && !isPending && close()}>
      <DialogContent
        title={link ? t("invite.readyTitle") : t("renew.title", { name: member.name })}
        {...(!link && { description: t("renew.description", { name: member.name }) })}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          document.getElementById(memberMenuId(member.id))?.focus();
        }}
      >
        {link ? (
          <InvitationReady link={link} />
        ) : (
          <>
            <ProblemNotice>{problem}</ProblemNotice>
            <DialogFooter>
              <DialogClose asChild>
                <Button>{common("cancel")}</Button>
              </DialogClose>
              <Button variant="primary" pending={isPending} onClick={() => run({ memberId: member.id })}>
                {t("renew.submit")}
              </Button>
            </DialogFooter>
          </>
        )}
      </DialogContent>
    </Dialog>
  );
}
