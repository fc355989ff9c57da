"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "sonner";
import { useFailureText } from "@/components/ui/use-failure-text";
import type { AlertActions } from "./alert-actions";

/** Marks alerts read or unread, one at a time, and says what happened. */
export function useMarkRead(action: AlertActions["markRead"]) {
  const t = useTranslations("alerts.mark");
  const failures = useTranslations("failures");
  const failureText = useFailureText();
  const router = useRouter();
  const [isPending, setPending] = useState(false);

  async function mark(alert: { id: string; title: string }, isRead: boolean): Promise<void> {
    if (isPending) return;
    setPending(true);
    try {
      const result = await action({ id: alert.id, isRead });
      if (!result.ok) toast.error(failureText(result));
      else {
        toast.success(t(isRead ? "read" : "unread", { title: alert.title }));
        router.refresh();
      }
    } catch {
      toast.error(failures("unreachable"));
    } finally {
      setPending(false);
    }
  }

  return { mark, isPending };
}
