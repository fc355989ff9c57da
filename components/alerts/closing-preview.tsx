import { useTranslations } from "next-intl";
import type { ClosableAlert } from "./alert-actions";
import { SeverityBadge } from "./alert-badges";

/** More than these would push the questions out of sight. */
const shownMaximum = 5;

/** What is about to be closed: the first few by title and severity, and how many more. */
export function ClosingPreview({ alerts }: { alerts: ClosableAlert[] }) {
  const t = useTranslations("alerts.close");
  const hidden = alerts.length - shownMaximum;
  return (
    <div className="grid gap-1.5 rounded-md border bg-muted p-3 text-sm">
      <p className="font-medium">{t("preview", { count: alerts.length })}</p>
      <ul className="grid gap-1.5">
        {alerts.slice(0, shownMaximum).map(({ id, title, severity }) => (
          <li key={id} className="flex items-start gap-2">
            <SeverityBadge severity={severity} />
            <span className="min-w-0 break-words pt-0.5">{title}</span>
          </li>
        ))}
      </ul>
      {hidden > 0 && <p className="text-muted-foreground text-xs">{t("previewMore", { count: hidden })}</p>}
    </div>
  );
}
