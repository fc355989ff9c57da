"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { ExactTime } from "@/components/ui/exact-time";
import type { Activity } from "@/lib/domain/activity";
import { ActivityFacts } from "./activity-facts";

/** A button that opens everything that is recorded of an activity. */
export function ActivityDetails({ activity }: { activity: Activity }) {
  const t = useTranslations("activities");
  return (
    <Dialog>
      <DialogTrigger asChild>
        <Button variant="link" size="inline" aria-label={t("detailsOf", { activity: activity.description })}>
          {t("showDetails")}
        </Button>
      </DialogTrigger>
      <DialogContent size="lg" title={activity.description} description={<ExactTime at={activity.happenedAt} />}>
        <ActivityFacts activity={activity} />
      </DialogContent>
    </Dialog>
  );
}
