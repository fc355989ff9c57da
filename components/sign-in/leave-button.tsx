"use client";

import { useTranslations } from "next-intl";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { useFailureText } from "@/components/ui/use-failure-text";
import type { Action } from "@/lib/domain/action-result";

/** The way back out of a sign-in that cannot be completed: ends what there is of a session. */
export function LeaveButton({ leave }: { leave: Action<undefined, void> }) {
  const t = useTranslations("signIn.factor");
  const failureText = useFailureText();
  return (
    <Button
      variant="ghost"
      onClick={async () => {
        const result = await leave(undefined);
        if (result.ok) window.location.assign("/sign-in");
        else toast.error(failureText(result));
      }}
    >
      {t("leave")}
    </Button>
  );
}
