import { useTranslations } from "next-intl";
import { ActivityDetails } from "@/components/activities/activity-details";
import { ExactTime } from "@/components/ui/exact-time";
import type { Activity } from "@/lib/domain/activity";

type RelatedActivitiesProps = {
  /** Null for those who may not see activities. */
  activities: Activity[] | null;
};

/** The activities that raised an alert, the newest first. */
export function RelatedActivities({ activities }: RelatedActivitiesProps) {
  const t = useTranslations("alerts.detail");
  if (activities === null) return <p className="text-muted-foreground">{t("activitiesHidden")}</p>;
  if (activities.length === 0) return <p className="text-muted-foreground">{t("noActivities")}</p>;
  return (
    <ol className="grid gap-4">
      {activities.map((activity) => (
        <li key={activity.id} className="flex items-start justify-between gap-4 text-sm">
          <div className="grid min-w-0 gap-0.5">
            <p className="break-words">{activity.description}</p>
            <p className="break-words text-muted-foreground text-xs">
              {factsOf(activity)} · <ExactTime at={activity.happenedAt} />
            </p>
          </div>
          <ActivityDetails activity={activity} />
        </li>
      ))}
    </ol>
  );
}

function factsOf({ userDisplayName, userName, appName, ip }: Activity): string {
  return [userDisplayName ?? userName, appName, ip].filter((fact) => fact !== null).join(" · ");
}
