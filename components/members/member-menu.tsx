"use client";

import { Ellipsis } from "lucide-react";
import { useTranslations } from "next-intl";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import type { Member } from "@/lib/domain/member";
import type { MemberDialogKind } from "./member-actions";

type MemberMenuProps = { member: Member; isOwn: boolean; onChoose: (kind: MemberDialogKind) => void };

/** What may be done to one member, at the end of their row. Each item opens a dialog. */
export function MemberMenu({ member, isOwn, onChoose }: MemberMenuProps) {
  const t = useTranslations("members");
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton
          id={memberMenuId(member.id)}
          label={t("actionsFor", { name: member.name })}
          icon={<Ellipsis aria-hidden />}
        />
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        {member.status !== "deactivated" && (
          <DropdownMenuItem onSelect={() => onChoose("role")}>{t("role.action")}</DropdownMenuItem>
        )}
        {member.status === "invited" && (
          <DropdownMenuItem onSelect={() => onChoose("renew")}>{t("renew.action")}</DropdownMenuItem>
        )}
        {member.status === "active" && (
          <DropdownMenuItem onSelect={() => onChoose("sessions")}>{t("sessions.action")}</DropdownMenuItem>
        )}
        {member.hasSecondFactor && !isOwn && (
          <DropdownMenuItem onSelect={() => onChoose("factor")}>{t("factor.action")}</DropdownMenuItem>
        )}
        {member.status === "deactivated" && (
          <DropdownMenuItem onSelect={() => onChoose("reactivate")}>{t("reactivate.action")}</DropdownMenuItem>
        )}
        {member.status !== "deactivated" && !isOwn && (
          <DropdownMenuItem variant="destructive" onSelect={() => onChoose("deactivate")}>
            {t("deactivate.action")}
          </DropdownMenuItem>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

/** Where the focus goes back to when a dialog about this member closes. */
export function memberMenuId(memberId: string): string {
  return `member-menu-${memberId}`;
}
