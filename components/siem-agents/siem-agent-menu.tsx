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
import type { SiemAgent } from "@/lib/domain/siem-agent";
import { editSiemAgentPath } from "./siem-agent-actions";

export type SiemAgentDialogKind = "switch" | "regenerate" | "remove";

/** What the menu opens: a question before an act, or the connection test. */
export type SiemAgentChoice = SiemAgentDialogKind | "test";

type SiemAgentMenuProps = { agent: SiemAgent; onChoose: (choice: SiemAgentChoice) => void };

/** What may be done to one agent, at the end of its row. */
export function SiemAgentMenu({ agent, onChoose }: SiemAgentMenuProps) {
  const t = useTranslations("siemAgents");
  const testTexts = useTranslations("connectionTest");
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton
          id={siemAgentMenuId(agent.id)}
          label={t("actionsFor", { name: agent.name })}
          icon={<Ellipsis aria-hidden />}
        />
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem asChild>
          <Link href={editSiemAgentPath(agent.id)}>{t("edit.action")}</Link>
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => onChoose("test")}>{testTexts("action")}</DropdownMenuItem>
        <DropdownMenuItem onSelect={() => onChoose("switch")}>
          {t(agent.disabledAt === null ? "disable.action" : "enable.action")}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => onChoose("regenerate")}>{t("regenerate.action")}</DropdownMenuItem>
        <DropdownMenuItem variant="destructive" onSelect={() => onChoose("remove")}>
          {t("remove.action")}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

/** Where the focus goes back to when a dialog about this agent closes. */
export function siemAgentMenuId(id: string): string {
  return `siem-agent-menu-${id}`;
}
