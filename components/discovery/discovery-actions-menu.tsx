"use client";

import { ChevronDown, ShieldBan } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { Action } from "@/lib/domain/action-result";
import type { Appliance, GeneratedScript, GenerateScriptInput } from "@/lib/domain/block-script";
import { BlockScriptDialog } from "./block-script-dialog";

const buttonId = "discovery-actions";

type DiscoveryActionsMenuProps = {
  appliances: readonly Appliance[];
  generate: Action<GenerateScriptInput, GeneratedScript>;
};

/** What can be done with what was discovered, whatever the tab. */
export function DiscoveryActionsMenu({ appliances, generate }: DiscoveryActionsMenuProps) {
  const t = useTranslations("discovery.blockScript");
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button id={buttonId}>
            {t("actions")}
            <ChevronDown aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem onSelect={() => setOpen(true)}>
            <ShieldBan aria-hidden />
            {t("open")}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {isOpen && (
        <BlockScriptDialog
          appliances={appliances}
          generate={generate}
          onClose={() => setOpen(false)}
          returnTo={buttonId}
        />
      )}
    </>
  );
}
