"use client";

import { Menu, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as DialogPrimitive } from "radix-ui";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { overlayStyles } from "@/components/ui/dialog";
import { NavLinks } from "./nav-links";
import type { NavigationGroup } from "./navigation";

/** The navigation of narrow screens: a button that draws it in from the left. */
export function NavDrawer({ groups }: { groups: NavigationGroup[] }) {
  const t = useTranslations("layout");
  const [open, setOpen] = useState(false);
  return (
    <DialogPrimitive.Root open={open} onOpenChange={setOpen}>
      <DialogPrimitive.Trigger asChild>
        <Button variant="ghost" size="icon" aria-label={t("openNavigation")} className="lg:hidden">
          <Menu aria-hidden />
        </Button>
      </DialogPrimitive.Trigger>
      <DialogPrimitive.Portal>
        <DialogPrimitive.Overlay className={overlayStyles} />
        <DialogPrimitive.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 left-0 z-50 w-72 max-w-[calc(100vw-3rem)] overflow-y-auto border-r bg-popover p-3 text-popover-foreground shadow-float data-[state=closed]:animate-slide-out data-[state=open]:animate-slide-in"
        >
          <div className="flex items-center justify-between pb-3 pl-2.5">
            <DialogPrimitive.Title className="font-semibold text-sm">{t("navigation")}</DialogPrimitive.Title>
            <DialogPrimitive.Close asChild>
              <Button variant="ghost" size="icon" aria-label={t("closeNavigation")}>
                <X aria-hidden />
              </Button>
            </DialogPrimitive.Close>
          </div>
          <NavLinks groups={groups} onFollow={() => setOpen(false)} />
        </DialogPrimitive.Content>
      </DialogPrimitive.Portal>
    </DialogPrimitive.Root>
  );
}
