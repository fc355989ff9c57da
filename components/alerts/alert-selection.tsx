"use client";

import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { isOpenState, type ListedAlert } from "@/lib/domain/alert-view";

type Selection = { ids: ReadonlySet<string>; choose: (ids: readonly string[], isChosen: boolean) => void };

const SelectionContext = createContext<Selection | null>(null);

/** Keeps which alerts are chosen, apart from the table, so that a choice does not draw the table anew. */
export function AlertSelection({ children }: { children: ReactNode }) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const selection = useMemo<Selection>(
    () => ({
      ids,
      choose: (chosen, isChosen) =>
        setIds((before) => {
          const after = new Set(before);
          for (const id of chosen) {
            if (isChosen) after.add(id);
            else after.delete(id);
          }
          return after;
        }),
    }),
    [ids],
  );
  return <SelectionContext.Provider value={selection}>{children}</SelectionContext.Provider>;
}

export function useAlertSelection(): Selection {
  const selection = useContext(SelectionContext);
  if (selection === null) throw new Error("an alert is chosen inside AlertSelection only");
  return selection;
}

/** Chooses an alert of the table; one that is closed cannot be chosen. */
export function SelectAlert({ alert }: { alert: ListedAlert }) {
  const t = useTranslations("alerts.selection");
  const { ids, choose } = useAlertSelection();
  if (!isOpenState(alert.state)) return null;
  return (
    <input
      type="checkbox"
      className="block size-4"
      aria-label={t("one", { title: alert.title })}
      checked={ids.has(alert.id)}
      onChange={(event) => choose([alert.id], event.currentTarget.checked)}
    />
  );
}
