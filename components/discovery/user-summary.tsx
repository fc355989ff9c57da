import { useFormatter, useTranslations } from "next-intl";
import { useUnitFormat } from "@/components/charts/use-unit-format";
import { ExactTime } from "@/components/ui/exact-time";
import { Fact, FactList } from "@/components/ui/fact-list";
import type { DiscoveredUser } from "@/lib/domain/discovered-user";

/** The sums of one person's traffic. */
export function UserSummary({ user }: { user: DiscoveredUser }) {
  const t = useTranslations("discoveredUsers");
  const format = useFormatter();
  const write = useUnitFormat();
  const { totalBytes, uploadedBytes, downloadedBytes, transactions, blockedTransactions, ipAddresses } = user;
  return (
    <div className="rounded-md border bg-card p-5">
      <FactList>
        <Fact name={t("columns.traffic")}>{write(totalBytes, "bytes")}</Fact>
        <Fact name={t("columns.uploaded")}>{write(uploadedBytes, "bytes")}</Fact>
        <Fact name={t("columns.downloaded")}>{write(downloadedBytes, "bytes")}</Fact>
        <Fact name={t("columns.transactions")}>{format.number(transactions, "count")}</Fact>
        <Fact name={t("columns.blocked")}>{format.number(blockedTransactions, "count")}</Fact>
        <Fact name={t("columns.ipAddresses")}>{format.number(ipAddresses, "count")}</Fact>
        <Fact name={t("columns.lastSeen")}>
          <ExactTime at={user.lastSeenAt} />
        </Fact>
      </FactList>
    </div>
  );
}
