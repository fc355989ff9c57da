"use client";

import { Ban, ChartColumn, Ellipsis } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { ListedToken } from "./listed-token";
import { tokenPath } from "./token-paths";

type TokenActionsMenuProps = { token: ListedToken; onRevoke: (token: ListedToken) => void };

/** What can be done with a token: always visible, never only on hover. */
export function TokenActionsMenu({ token, onRevoke }: TokenActionsMenuProps) {
  const t = useTranslations("tokens.menu");
  return (
    <DropdownMenu modal={false}>
      <DropdownMenuTrigger asChild>
        <Button
          id={actionsButtonId(token.publicId)}
          variant="ghost"
          size="icon"
          // Rows stay 44 px high although the target is 36 px.
          className="-my-1"
          aria-label={t("label", { name: token.name })}
        >
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem asChild>
          <Link href={tokenPath(token.publicId)} prefetch={false}>
            <ChartColumn aria-hidden />
            {t("details")}
          </Link>
        </DropdownMenuItem>
        <DropdownMenuItem variant="destructive" onSelect={() => onRevoke(token)}>
          <Ban aria-hidden />
          {t("revoke")}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

/** The id of a row's menu button, to which the focus returns. */
export function actionsButtonId(publicId: string): string {
  return `actions-${publicId}`;
}
