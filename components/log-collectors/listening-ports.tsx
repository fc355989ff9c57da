import { useTranslations } from "next-intl";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { CollectorSource } from "@/lib/domain/log-collector";
import { isFtp, passivePorts } from "@/lib/domain/log-collector-ports";

/** With when it last brought something, where a collector is there already. */
export type ListeningSource = Pick<CollectorSource, "id" | "name" | "receiver" | "port"> &
  Partial<Pick<CollectorSource, "lastReceivedAt">>;

type ListeningPortsProps = { host: string; sources: readonly ListeningSource[] };

/** Where each device must send its logs to: what firewalls must let through. */
export function ListeningPorts({ host, sources }: ListeningPortsProps) {
  const t = useTranslations("logCollectors.ports");
  const receivers = useTranslations("discoverySettings.dataSources.receivers");
  const common = useTranslations("common");
  const hasData = sources.some(({ lastReceivedAt }) => lastReceivedAt !== undefined);
  return (
    <section aria-label={t("title")} className="grid gap-2">
      <p className="font-medium text-sm">{t("title")}</p>
      <div className="relative overflow-x-auto rounded-md border bg-card">
        <Table aria-label={t("title")}>
          <TableHeader>
            <TableRow className="hover:bg-transparent">
              <TableHead>{t("source")}</TableHead>
              <TableHead>{t("receiver")}</TableHead>
              <TableHead>{t("address")}</TableHead>
              {hasData && <TableHead>{t("lastData")}</TableHead>}
            </TableRow>
          </TableHeader>
          <TableBody>
            {sources.map(({ id, name, receiver, port, lastReceivedAt }) => (
              <TableRow key={id}>
                <TableCell data-label={t("source")} className="break-all font-medium">
                  {name}
                </TableCell>
                <TableCell data-label={t("receiver")}>{receivers(receiver)}</TableCell>
                <TableCell data-label={t("address")}>
                  <span className="break-all font-mono text-xs">{`${host}:${port}`}</span>
                  {isFtp(receiver) && (
                    <span className="block text-muted-foreground text-xs">
                      {t("ftp", { folder: name, ...passivePorts })}
                    </span>
                  )}
                </TableCell>
                {hasData && (
                  <TableCell data-label={t("lastData")}>
                    {lastReceivedAt ? (
                      <RelativeTime at={lastReceivedAt} />
                    ) : (
                      <span className="text-muted-foreground">{common("never")}</span>
                    )}
                  </TableCell>
                )}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
    </section>
  );
}
