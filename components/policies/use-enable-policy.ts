"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "sonner";
import { useFailureText } from "@/components/ui/use-failure-text";
import type { PolicyActions } from "./policy-actions";

/** Switches policies on and off, one at a time, and says what happened. */
export function useEnablePolicy(action: PolicyActions["enable"]) {
  const t = useTranslations("policies.switch");
  const failures = useTranslations("failures");
  const failureText = useFailureText();
  const router = useRouter();
  const [isPending, setPending] = useState(false);

  async function enable({ id, name }: { id: string; name: string }, isEnabled: boolean): Promise<void> {
    if (isPending) return;
    setPending(true);
    try {
      const result = await action({ id, isEnabled });
      if (!result.ok) toast.error(failureText(result));
      else {
        toast.success(t(isEnabled ? "enabled" : "disabled", { name }));
        router.refresh();
      }
    } catch {
      toast.error(failures("unreachable"));
    } finally {
      setPending(false);
    }
  }

  return { enable, isPending };
}
