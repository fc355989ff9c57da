import { TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { ExactTime } from "@/components/ui/exact-time";
import type { GraceNotice } from "@/lib/domain/grace-notice";

/** Says on every page of an administrator that revocations may come late, and whether calls were let in meanwhile. */
export function GraceBanner({ seconds, lately }: GraceNotice) {
  const t = useTranslations("layout.grace");
  return (
    <section
      aria-label={t("label")}
      className="flex items-start gap-2 border-b bg-warning-subtle px-4 py-2.5 text-sm text-warning sm:px-8"
    >
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="grid gap-1">
        <p>{t("isSet", { seconds })}</p>
        {lately && (
          <p className="font-medium">
            {t.rich("lately", {
              calls: lately.calls,
              began: () => <ExactTime at={lately.began} />,
              ended: () => <ExactTime at={lately.ended} />,
              log: (chunks) => (
                <Link href="/settings/audit" prefetch={false} className="underline">
                  {chunks}
                </Link>
              ),
            })}
          </p>
        )}
      </div>
    </section>
  );
}
