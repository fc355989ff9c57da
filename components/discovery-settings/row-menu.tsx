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

type RowMenuProps = {
  /** Where the focus goes back to when a dialog that the menu opened closes. */
  id: string;
  /** What the row is about. */
  name: string;
  items: { label: string; isDestructive?: boolean; onSelect: () => void }[];
};

/** What may be done to one row. Each item opens a dialog. */
export function RowMenu({ id, name, items }: RowMenuProps) {
  const t = useTranslations("discoverySettings");
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton id={id} label={t("actionsFor", { name })} icon={<Ellipsis aria-hidden />} />
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        {items.map(({ label, isDestructive = false, onSelect }) => (
          <DropdownMenuItem key={label} onSelect={onSelect} {...(isDestructive && { variant: "destructive" })}>
            {label}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
