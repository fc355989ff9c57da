import { useTranslations } from "next-intl";
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
      {activities.map(({ id, description, happenedAt, userDisplayName, userName, appName, ip }) => (
        <li key={id} className="grid gap-0.5 text-sm">
          <p className="break-words">{description}</p>
          <p className="break-words text-muted-foreground text-xs">
            {[userDisplayName ?? userName, appName, ip].filter((fact) => fact !== null).join(" · ")} ·{" "}
            <ExactTime at={happenedAt} />
          </p>
        </li>
      ))}
    </ol>
  );
}
