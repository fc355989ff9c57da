"use client";

import { useTranslations } from "next-intl";
import { type SubmitEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { DialogClose, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { useFailureText } from "@/components/ui/use-failure-text";
import { useFormRefusal } from "@/components/ui/use-form-refusal";
import type { Role } from "@/lib/domain/access";
import type { InvitationLink, MemberActions } from "./member-actions";
import { RoleSelect } from "./role-select";

type InviteMemberFormProps = {
  invite: MemberActions["invite"];
  onBusy: (isBusy: boolean) => void;
  onReady: (link: InvitationLink) => void;
};

/** The least that a person can do here, so that more is a decision. */
const initialRole: Role = "security-reader";

/** Name, e-mail and role of the person to invite. */
export function InviteMemberForm({ invite, onBusy, onReady }: InviteMemberFormProps) {
  const t = useTranslations("members.invite");
  const common = useTranslations("common");
  const failures = useTranslations("failures");
  const failureText = useFailureText();
  const { form, problem, errorOf, refuse, clear } = useFormRefusal();
  const [role, setRole] = useState<Role>(initialRole);
  const [isPending, setPending] = useState(false);

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isPending) return;
    const data = new FormData(event.currentTarget);
    setPending(true);
    onBusy(true);
    clear();
    try {
      const result = await invite({ name: String(data.get("name")), email: String(data.get("email")), role });
      if (result.ok) onReady(result.value);
      else refuse(failureText(result), result.field, "name");
    } catch {
      refuse(failures("unreachable"), undefined, "name");
    } finally {
      setPending(false);
      onBusy(false);
    }
  };

  return (
    <form ref={form} onSubmit={submit} noValidate className="grid gap-4">
      <ProblemNotice>{problem}</ProblemNotice>
      <Field label={t("name")} error={errorOf("name")}>
        {(control) => <Input {...control} name="name" autoComplete="off" required />}
      </Field>
      <Field label={t("email")} error={errorOf("email")}>
        {(control) => <Input {...control} name="email" type="email" autoComplete="off" required />}
      </Field>
      <Field label={t("role")} error={errorOf("role")}>
        {(control) => <RoleSelect control={control} value={role} onChange={setRole} />}
      </Field>
      <DialogFooter>
        <DialogClose asChild>
          <Button>{common("cancel")}</Button>
        </DialogClose>
        <Button type="submit" variant="primary" pending={isPending}>
          {t("submit")}
        </Button>
      </DialogFooter>
    </form>
  );
}
