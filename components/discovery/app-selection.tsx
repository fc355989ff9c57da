"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { type AppMark, appMarks, type MarkableApp, type TagAppsAction } from "./app-marks";
import { MarkIcon } from "./app-menu";
import { useMarkApps } from "./use-mark-apps";

type Selection = { appIds: ReadonlySet<number>; choose: (appIds: readonly number[], isChosen: boolean) => void };

const SelectionContext = createContext<Selection | null>(null);

/** Keeps which apps are chosen, apart from the table, so that a choice does not draw the table anew. */
export function AppSelection({ children }: { children: ReactNode }) {
  const [appIds, setAppIds] = useState<ReadonlySet<number>>(new Set());
  const selection = useMemo<Selection>(
    () => ({
      appIds,
      choose: (chosen, isChosen) =>
        setAppIds((before) => {
          const others = [...before].filter((appId) => !chosen.includes(appId));
          return new Set(isChosen ? [...others, ...chosen] : others);
        }),
    }),
    [appIds],
  );
  return <SelectionContext.Provider value={selection}>{children}</SelectionContext.Provider>;
}

function useAppSelection(): Selection {
  const selection = useContext(SelectionContext);
  if (selection === null) throw new Error("an app is chosen inside AppSelection only");
  return selection;
}

/** Chooses an app of the table. */
export function SelectApp({ app }: { app: MarkableApp }) {
  const t = useTranslations("discovery.selection");
  const { appIds, choose } = useAppSelection();
  return (
    <input
      type="checkbox"
      className="block size-4"
      aria-label={t("one", { name: app.name })}
      checked={appIds.has(app.appId)}
      onChange={(event) => choose([app.appId], event.currentTarget.checked)}
    />
  );
}

type AppSelectionBarProps = { apps: readonly MarkableApp[]; tagApps: NonNullable<TagAppsAction> };

/** Chooses all apps of the page, and marks those that are chosen. Nothing where there is none. */
export function AppSelectionBar({ apps, tagApps }: AppSelectionBarProps) {
  const t = useTranslations("discovery.selection");
  const { appIds, choose } = useAppSelection();
  const { mark, isPending } = useMarkApps(tagApps);
  const chosen = apps.filter(({ appId }) => appIds.has(appId));
  if (apps.length === 0) return null;

  async function markChosen(chosenMark: AppMark) {
    const ids = chosen.map(({ appId }) => appId);
    if (await mark(chosen, chosenMark)) choose(ids, false);
  }

  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-4 gap-y-2">
      <Checkbox
        label={t("all", { count: apps.length })}
        checked={chosen.length === apps.length}
        onChange={(event) =>
          choose(
            apps.map(({ appId }) => appId),
            event.currentTarget.checked,
          )
        }
      />
      <span role="status" className="text-muted-foreground text-sm">
        {chosen.length > 0 && t("chosen", { count: chosen.length })}
      </span>
      {chosen.length > 0 && <MarkMenu label={t("mark")} pending={isPending} onMark={markChosen} />}
    </div>
  );
}

type MarkMenuProps = { label: string; pending: boolean; onMark: (mark: AppMark) => void };

function MarkMenu({ label, pending, onMark }: MarkMenuProps) {
  const t = useTranslations("discovery.mark");
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button pending={pending}>
          {label}
          <ChevronDown aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start">
        {appMarks.map((mark) => (
          <DropdownMenuItem key={mark} onSelect={() => onMark(mark)}>
            <MarkIcon mark={mark} />
            {t(`verbs.${mark}`)}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
