"use client";

import { CheckCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { isOpenState, type ListedAlert } from "@/lib/domain/alert-view";
import type { AlertActions } from "./alert-actions";
import { useAlertSelection } from "./alert-selection";
import { CloseAlertsDialog } from "./close-alerts-dialog";

const closeButtonId = "close-chosen-alerts";

type SelectionBarProps = { rows: ListedAlert[]; close: NonNullable<AlertActions["close"]> };

/** Chooses all open alerts of the page, and closes those that are chosen. Nothing where nothing is open. */
export function SelectionBar({ rows, close }: SelectionBarProps) {
  const t = useTranslations("alerts.selection");
  const { ids, choose } = useAlertSelection();
  const [isClosing, setClosing] = useState(false);
  const open = rows.filter(({ state }) => isOpenState(state));
  const chosen = open.filter(({ id }) => ids.has(id));
  if (open.length === 0) return null;
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-4 gap-y-2">
      <Checkbox
        label={t("all", { count: open.length })}
        checked={chosen.length === open.length}
        onChange={(event) =>
          choose(
            open.map(({ id }) => id),
            event.currentTarget.checked,
          )
        }
      />
      <span role="status" className="text-muted-foreground text-sm">
        {chosen.length > 0 && t("chosen", { count: chosen.length })}
      </span>
      {chosen.length > 0 && (
        <Button id={closeButtonId} onClick={() => setClosing(true)}>
          <CheckCheck aria-hidden />
          {t("close", { count: chosen.length })}
        </Button>
      )}
      {isClosing && chosen.length > 0 && (
        <CloseAlertsDialog
          alerts={chosen}
          close={close}
          onClose={() => setClosing(false)}
          onClosed={() => choose([...ids], false)}
          returnTo={closeButtonId}
        />
      )}
    </div>
  );
}
