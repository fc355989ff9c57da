import Link from "next/link";
import { useTranslations } from "next-intl";
import { BarList } from "@/components/charts/bar-list";
import type { DiscoveredUser } from "@/lib/domain/discovered-user";
import { isPseudonym, userPathPart } from "@/lib/domain/discovery-user";
import type { ReportView } from "@/lib/domain/discovery-view";
import { discoveryHref, usersPath } from "./discovery-paths";
import { shortPseudonym } from "./user-name";

type TopUsersProps = {
  users: readonly DiscoveredUser[];
  view: ReportView;
  /** Whether the logs tell bytes; transactions rank the users otherwise. */
  isMeasured: boolean;
};

/** The people with the most traffic, each with the way to their page. Encrypted names stay encrypted. */
export function TopUsers({ users, view, isMeasured }: TopUsersProps) {
  const t = useTranslations("discoveredUsers");
  if (users.length === 0) return <p className="text-muted-foreground">{t("top.none")}</p>;
  return (
    <div className="grid gap-4">
      <BarList
        label={t("top.title")}
        nameHeader={t("columns.name")}
        valueHeader={t(isMeasured ? "columns.traffic" : "columns.transactions")}
        items={users.map(({ name, totalBytes, transactions }) => ({
          id: name,
          label: isPseudonym(name) ? shortPseudonym(name) : name,
          value: isMeasured ? totalBytes : transactions,
          href: discoveryHref(`${usersPath}/${userPathPart(name)}`, view),
          ...(isPseudonym(name) && { note: t("encrypted") }),
        }))}
        unit={isMeasured ? "bytes" : "count"}
      />
      <Link
        href={discoveryHref(usersPath, view)}
        prefetch={false}
        className="w-fit text-link text-sm underline-offset-4 hover:underline"
      >
        {t("top.all")}
      </Link>
    </div>
  );
}
