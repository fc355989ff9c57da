"use client";

import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useDialogAction } from "@/components/ui/use-dialog-action";
import { isFullAdministrator } from "@/lib/domain/access";
import type { Permission, Role } from "@/lib/domain/role-table";
import type { MemberDialogProps } from "./member-actions";
import { memberMenuId } from "./member-menu";
import { permissionChanges } from "./permission-changes";
import { RoleSelect } from "./role-select";

/** Gives a member another role, and says beforehand what that adds and takes away. */
export function ChangeRoleDialog({ member, actions, onClose }: MemberDialogProps) {
  const t = useTranslations("members.role");
  const common = useTranslations("common");
  const roleName = useTranslations("roles");
  const router = useRouter();
  const [role, setRole] = useState<Role>(member.role);
  const { run, isPending, problem } = useDialogAction(actions.changeRole, () => {
    toast.success(t("done", { name: member.name, role: roleName(role) }));
    onClose();
    router.refresh();
  });
  const isUnchanged = role === member.role;
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && !isPending && onClose()}>
      <DialogContent
        title={t("title", { name: member.name })}
        description={t("description")}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          document.getElementById(memberMenuId(member.id))?.focus();
        }}
      >
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (!isUnchanged) void run({ memberId: member.id, role });
          }}
        >
          <ProblemNotice>{problem}</ProblemNotice>
          <Field label={t("label")}>
            {(control) => <RoleSelect control={control} value={role} onChange={setRole} />}
          </Field>
          <div aria-live="polite" className="grid gap-2 text-sm">
            {isUnchanged ? (
              <p className="text-muted-foreground">{t("unchanged")}</p>
            ) : (
              <RoleChanges before={member.role} after={role} />
            )}
          </div>
          <DialogFooter>
            <DialogClose asChild>
              <Button>{common("cancel")}</Button>
            </DialogClose>
            <Button type="submit" variant="primary" pending={isPending} disabled={isUnchanged}>
              {t("submit")}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

function RoleChanges({ before, after }: { before: Role; after: Role }) {
  const t = useTranslations("members");
  const format = useFormatter();
  const { gained, lost, shifted } = permissionChanges(before, after);
  const listed = (permissions: Permission[]) =>
    format.list(permissions.map((permission) => t(`permissions.${permission}`)));
  return (
    <>
      {isFullAdministrator({ role: after }) && <p>{t("role.full")}</p>}
      {!isFullAdministrator({ role: after }) && gained.length > 0 && <p>{t("role.gains", { list: listed(gained) })}</p>}
      {lost.length > 0 && <p>{t("role.loses", { list: listed(lost) })}</p>}
      {shifted.length > 0 && <p>{t("role.shifts", { list: listed(shifted) })}</p>}
    </>
  );
}
