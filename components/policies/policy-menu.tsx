"use client";

import { Ellipsis, Pause, Pencil, Play, Trash2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { editPolicyPath, type ListedPolicy } from "./policy-actions";

type PolicyMenuProps = {
  policy: ListedPolicy;
  onEnable: (policy: ListedPolicy, isEnabled: boolean) => void;
  onDelete: (policy: ListedPolicy) => void;
};

/** What can be done with a policy of the table, for those who may. */
export function PolicyMenu({ policy, onEnable, onDelete }: PolicyMenuProps) {
  const t = useTranslations("policies.menu");
  if (!policy.mayChange) return null;
  const { id, name, isEnabled, isBuiltIn } = policy;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton
          id={policyMenuId(id)}
          label={t("label", { name })}
          icon={<Ellipsis aria-hidden />}
          className="-my-1"
        />
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        <DropdownMenuItem onSelect={() => onEnable(policy, !isEnabled)}>
          {isEnabled ? <Pause aria-hidden /> : <Play aria-hidden />}
          {t(isEnabled ? "disable" : "enable")}
        </DropdownMenuItem>
        <DropdownMenuItem asChild>
          <Link href={editPolicyPath(id)} prefetch={false}>
            <Pencil aria-hidden />
            {t("edit")}
          </Link>
        </DropdownMenuItem>
        {!isBuiltIn && (
          <DropdownMenuItem variant="destructive" onSelect={() => onDelete(policy)}>
            <Trash2 aria-hidden />
            {t("delete")}
          </DropdownMenuItem>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

/** The id of a row's menu button, to which the focus returns. */
export function policyMenuId(id: string): string {
  return `policy-menu-${id}`;
}
