"use client";

import { Ellipsis, Eraser } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { tagIcons } from "./app-badges";
import { type AppMark, appMarks, hasMark, type MarkableApp } from "./app-marks";

type AppMenuProps = { app: MarkableApp; onMark: (mark: AppMark) => void };

/** What can be said of one app of the table. */
export function AppMenu({ app, onMark }: AppMenuProps) {
  const t = useTranslations("discovery.mark");
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon" className="-my-1" aria-label={t("menu", { name: app.name })}>
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        {appMarks.map((mark) => (
          <DropdownMenuItem key={mark} disabled={hasMark(app.tags, mark)} onSelect={() => onMark(mark)}>
            <MarkIcon mark={mark} />
            {t(`verbs.${mark}`)}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

export function MarkIcon({ mark }: { mark: AppMark }) {
  return mark === "clear" ? <Eraser aria-hidden /> : tagIcons[mark];
}
