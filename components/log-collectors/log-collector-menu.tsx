"use client";

import { Ellipsis } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import type { LogCollector } from "@/lib/domain/log-collector";
import { logCollectorPath } from "./log-collector-actions";

export type LogCollectorDialogKind = "switch" | "regenerate" | "remove";

/** What the menu opens: a question before an act, or the connection test. */
export type LogCollectorChoice = LogCollectorDialogKind | "test";

type LogCollectorMenuProps = { collector: LogCollector; onChoose: (choice: LogCollectorChoice) => void };

/** What may be done to one collector, at the end of its row. */
export function LogCollectorMenu({ collector, onChoose }: LogCollectorMenuProps) {
  const t = useTranslations("logCollectors");
  const testTexts = useTranslations("connectionTest");
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton
          id={logCollectorMenuId(collector.id)}
          label={t("actionsFor", { name: collector.name })}
          icon={<Ellipsis aria-hidden />}
        />
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem asChild>
          <Link href={logCollectorPath(collector.id)}>{t("edit.action")}</Link>
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => onChoose("test")}>{testTexts("action")}</DropdownMenuItem>
        <DropdownMenuItem onSelect={() => onChoose("switch")}>
          {t(collector.disabledAt === null ? "disable.action" : "enable.action")}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => onChoose("regenerate")}>{t("regenerate.action")}</DropdownMenuItem>
        <DropdownMenuItem variant="destructive" onSelect={() => onChoose("remove")}>
          {t("remove.action")}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

/** Where the focus goes back to when a dialog about this collector closes. */
export function logCollectorMenuId(id: string): string {
  return `log-collector-menu-${id}`;
}
