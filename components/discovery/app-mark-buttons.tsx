"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { appMarks, hasMark, type MarkableApp, type TagAppsAction } from "./app-marks";
import { MarkIcon } from "./app-menu";
import { useMarkApps } from "./use-mark-apps";

type AppMarkButtonsProps = { app: MarkableApp; tagApps: NonNullable<TagAppsAction> };

/** What can be said of an app on its own page. */
export function AppMarkButtons({ app, tagApps }: AppMarkButtonsProps) {
  const t = useTranslations("discovery.mark");
  const { mark, isPending } = useMarkApps(tagApps);
  return appMarks
    .filter((one) => !hasMark(app.tags, one))
    .map((one) => (
      <Button key={one} pending={isPending} onClick={() => void mark([app], one)}>
        <MarkIcon mark={one} />
        {t(`verbs.${one}`)}
      </Button>
    ));
}
