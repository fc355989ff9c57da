"use client";

import { BookOpen, CircleHelp, Info } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { AboutDialog, type AboutPortal } from "./about-dialog";

export function HelpMenu({ about }: { about: AboutPortal }) {
  const t = useTranslations("layout");
  const [aboutOpen, setAboutOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton ref={trigger} label={t("help")} icon={<CircleHelp aria-hidden />} />
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem onSelect={() => setAboutOpen(true)}>
            <Info aria-hidden />
            {t("about")}
          </DropdownMenuItem>
          <DropdownMenuItem asChild>
            <Link href="/help/api">
              <BookOpen aria-hidden />
              {t("apiDocumentation")}
            </Link>
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <AboutDialog
        about={about}
        open={aboutOpen}
        onOpenChange={setAboutOpen}
        // The dialog was opened by a menu item that is gone: the focus goes back to the menu's button.
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          trigger.current?.focus();
        }}
      />
    </>
  );
}
