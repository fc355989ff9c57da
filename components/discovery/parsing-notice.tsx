import { LoaderCircle } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { uploadsPath } from "./discovery-paths";

/** Says that files are still on their way into the reports. @param waiting how many */
export function ParsingNotice({ waiting }: { waiting: number }) {
  const t = useTranslations("discovery.parsing");
  if (waiting === 0) return null;
  return (
    <p role="status" className="flex items-start gap-2 rounded-md bg-info-subtle p-3 text-info text-sm">
      <LoaderCircle aria-hidden className="mt-0.5 size-4 shrink-0 animate-spin" />
      <span>
        {t("notice", { count: waiting })}{" "}
        <Link href={uploadsPath} className="underline underline-offset-4">
          {t("link")}
        </Link>
      </span>
    </p>
  );
}
