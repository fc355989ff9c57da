"use client";

import { CheckCheck, Eye, EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { AlertActions, ClosableAlert } from "./alert-actions";
import { CloseAlertsDialog } from "./close-alerts-dialog";
import { useMarkRead } from "./use-mark-read";

const closeButtonId = "close-alert";

type AlertButtonsProps = AlertActions & { alert: ClosableAlert & { isRead: boolean } };

/** What can be done with an open alert on its own page. */
export function AlertButtons({ alert, markRead, close }: AlertButtonsProps) {
  const t = useTranslations("alerts.menu");
  const { mark, isPending } = useMarkRead(markRead);
  const [isClosing, setClosing] = useState(false);
  return (
    <>
      <Button pending={isPending} onClick={() => mark(alert, !alert.isRead)}>
        {alert.isRead ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
        {t(alert.isRead ? "markUnread" : "markRead")}
      </Button>
      {close && (
        <Button id={closeButtonId} variant="primary" onClick={() => setClosing(true)}>
          <CheckCheck aria-hidden />
          {t("close")}
        </Button>
      )}
      {close && isClosing && (
        <CloseAlertsDialog alerts={[alert]} close={close} onClose={() => setClosing(false)} returnTo={closeButtonId} />
      )}
    </>
  );
}
