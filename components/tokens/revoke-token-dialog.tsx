"use client";

import { CircleAlert } from "lucide-react";
import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { toast } from "sonner";
import { AlertDialog, AlertDialogCancel, AlertDialogContent } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { DialogFooter } from "@/components/ui/dialog";
import { useFailureText } from "@/components/ui/use-failure-text";
import type { Action, ActionFailure } from "@/lib/domain/action-result";
import type { ListedToken } from "./listed-token";
import { type PreviewRevocationAction, RevocationImpact } from "./revocation-impact";
import { unreachable } from "./unreachable";

export type RevokeTokenAction = Action<
  { publicId: string },
  { name: string; confirmedAt: Date | null; refusedAtLatest: Date }
>;

/** What a revocation takes: the deed, and who it would cut off. */
export type RevocationActions = { revoke: RevokeTokenAction; preview: PreviewRevocationAction };

type RevokeTokenDialogProps = {
  token: ListedToken;
  withOwner: boolean;
  actions: RevocationActions;
  /** Ids of what takes the focus afterwards: back where it was, or elsewhere when that is gone with the token's life. */
  focusAfter: { cancelled: string; revoked: string };
  onClose: () => void;
};

/** Asks before a token is revoked, with what is known about its use. The focus starts on Cancel. */
export function RevokeTokenDialog({ token, withOwner, actions, focusAfter, onClose }: RevokeTokenDialogProps) {
  const t = useTranslations("tokens.revoke");
  const format = useFormatter();
  const failureText = useFailureText();
  const router = useRouter();
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const revoked = useRef(false);

  async function submit() {
    setPending(true);
    setFailure(null);
    const result = await actions.revoke({ publicId: token.publicId }).catch(unreachable);
    setPending(false);
    if (!result.ok) return setFailure(result);
    revoked.current = true;
    const { name, confirmedAt, refusedAtLatest } = result.value;
    const since = format.dateTime(confirmedAt ?? refusedAtLatest, "clock");
    const description = confirmedAt === null ? t("unconfirmed", { until: since }) : t("confirmed", { since });
    toast.success(t("done", { name }), { description });
    router.refresh();
    onClose();
  }

  return (
    <AlertDialog open onOpenChange={(open) => !open && !pending && onClose()}>
      <AlertDialogContent
        title={t("title", { name: token.name })}
        description={t("description")}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          document.getElementById(revoked.current ? focusAfter.revoked : focusAfter.cancelled)?.focus();
        }}
      >
        <RevocationImpact token={token} withOwner={withOwner} preview={actions.preview} />
        {failure && (
          <p role="alert" className="mt-3 flex items-start gap-2 text-destructive-text">
            <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
            {failureText(failure)}
          </p>
        )}
        <DialogFooter>
          <AlertDialogCancel asChild>
            <Button>{t("cancel")}</Button>
          </AlertDialogCancel>
          <Button variant="destructive" pending={pending} onClick={submit}>
            {t("confirm")}
          </Button>
        </DialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
