"use client";

import { Pause, Pencil, Play, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { WatchedPolicy } from "@/lib/domain/policy";
import { DeletePolicyDialog } from "./delete-policy-dialog";
import { editPolicyPath, type PolicyActions, policiesPath } from "./policy-actions";
import { useEnablePolicy } from "./use-enable-policy";

const deleteButtonId = "delete-policy";

/** What can be done with a policy on its own page. */
export function PolicyButtons({ policy, actions }: { policy: WatchedPolicy; actions: PolicyActions }) {
  const t = useTranslations("policies.menu");
  const router = useRouter();
  const { enable, isPending } = useEnablePolicy(actions.enable);
  const [isDeleting, setDeleting] = useState(false);
  return (
    <>
      <Button pending={isPending} onClick={() => enable(policy, !policy.isEnabled)}>
        {policy.isEnabled ? <Pause aria-hidden /> : <Play aria-hidden />}
        {t(policy.isEnabled ? "disable" : "enable")}
      </Button>
      {!policy.isBuiltIn && (
        <Button id={deleteButtonId} onClick={() => setDeleting(true)}>
          <Trash2 aria-hidden />
          {t("delete")}
        </Button>
      )}
      <Button asChild variant="primary">
        <Link href={editPolicyPath(policy.id)}>
          <Pencil aria-hidden />
          {t("edit")}
        </Link>
      </Button>
      {isDeleting && (
        <DeletePolicyDialog
          policy={policy}
          remove={actions.remove}
          onClose={() => setDeleting(false)}
          onDeleted={() => router.push(policiesPath)}
          returnTo={deleteButtonId}
        />
      )}
    </>
  );
}
