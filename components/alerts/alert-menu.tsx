"use client";

import { CheckCheck, Ellipsis, Eye, EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { isOpenState, type ListedAlert } from "@/lib/domain/alert-view";

type AlertMenuProps = {
  alert: ListedAlert;
  onMark: (alert: ListedAlert, isRead: boolean) => void;
  /** Null for those who may not close. */
  onClose: ((alert: ListedAlert) => void) | null;
};

/** What can be done with an open alert of the table. */
export function AlertMenu({ alert, onMark, onClose }: AlertMenuProps) {
  const t = useTranslations("alerts.menu");
  if (!isOpenState(alert.state)) return null;
  const isRead = alert.state === "read";
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          id={alertMenuId(alert.id)}
          variant="ghost"
          size="icon"
          className="-my-1"
          aria-label={t("label", { title: alert.title })}
        >
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem onSelect={() => onMark(alert, !isRead)}>
          {isRead ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
          {t(isRead ? "markUnread" : "markRead")}
        </DropdownMenuItem>
        {onClose && (
          <DropdownMenuItem onSelect={() => onClose(alert)}>
            <CheckCheck aria-hidden />
            {t("close")}
          </DropdownMenuItem>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

/** The id of a row's menu button, to which the focus returns. */
export function alertMenuId(id: string): string {
  return `alert-menu-${id}`;
}
