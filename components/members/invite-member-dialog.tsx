"use client";

import { UserPlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { InvitationReady } from "./invitation-ready";
import { InviteMemberForm } from "./invite-member-form";
import type { InvitationLink, MemberActions } from "./member-actions";

/** The page's main action: whom to invite, then the link to hand over. */
export function InviteMemberDialog({ invite }: { invite: MemberActions["invite"] }) {
  const t = useTranslations("members.invite");
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [link, setLink] = useState<InvitationLink | null>(null);

  const change = (wanted: boolean) => {
    // A link whose answer is still under way would be lost unseen.
    if (isBusy) return;
    setOpen(wanted);
    if (wanted) return;
    setLink(null);
    if (link) router.refresh();
  };

  return (
    <Dialog open={isOpen} onOpenChange={change}>
      <DialogTrigger asChild>
        <Button variant="primary">
          <UserPlus aria-hidden />
          {t("action")}
        </Button>
      </DialogTrigger>
      <DialogContent title={link ? t("readyTitle") : t("title")} {...(!link && { description: t("description") })}>
        {link ? (
          <InvitationReady link={link} />
        ) : (
          <InviteMemberForm invite={invite} onBusy={setBusy} onReady={setLink} />
        )}
      </DialogContent>
    </Dialog>
  );
}
