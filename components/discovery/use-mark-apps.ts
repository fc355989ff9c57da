"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "sonner";
import { useFailureText } from "@/components/ui/use-failure-text";
import { type TagAppsInput, undoOf } from "@/lib/domain/app-tagging";
import { type AppMark, type MarkableApp, type TagAppsAction, taggingOf } from "./app-marks";

/** Marks apps, one change at a time, says what happened and offers to take it back. */
export function useMarkApps(action: NonNullable<TagAppsAction>) {
  const t = useTranslations("discovery.mark");
  const failures = useTranslations("failures");
  const failureText = useFailureText();
  const router = useRouter();
  const [isPending, setPending] = useState(false);

  async function change(input: TagAppsInput, text: (count: number) => string, canUndo: boolean): Promise<boolean> {
    setPending(true);
    try {
      const result = await action(input);
      if (!result.ok) {
        toast.error(failureText(result));
        return false;
      }
      const { changed } = result.value;
      if (changed.length === 0) toast.info(t("unchanged"));
      else
        toast.success(text(changed.length), {
          ...(canUndo && {
            action: {
              label: t("undo"),
              onClick: () => void change(undoOf(result.value), (count) => t("undone", { count }), false),
            },
          }),
        });
      router.refresh();
      return true;
    } catch {
      toast.error(failures("unreachable"));
      return false;
    } finally {
      setPending(false);
    }
  }

  /** @returns whether it was carried out */
  async function mark(apps: readonly MarkableApp[], chosen: AppMark): Promise<boolean> {
    if (isPending || apps.length === 0) return false;
    const name = apps[0]?.name ?? "";
    return change(taggingOf(apps, chosen), (count) => t(`done.${chosen}`, { count, name }), true);
  }

  return { mark, isPending };
}
