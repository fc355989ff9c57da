import { useTranslations } from "next-intl";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";

/** Where one meets it, and under which name the message catalogue tells symptom, cause and remedy. */
const problems = {
  portal: [
    "created",
    "connectionError",
    "disconnected",
    "disabled",
    "twoInstances",
    "ownerDeactivated",
    "receiverUnresolved",
    "receiverRefused",
    "receiverTimeout",
    "receiverClosed",
    "receiverCertificate",
    "eventTooLong",
  ],
  agent: ["invalidToken", "invalidProxy", "portalUnreachable", "rateLimited", "unconfirmed", "nothingArrives"],
} as const;

/** What one sees, why, and what helps. */
export function SiemTroubleshooting() {
  const t = useTranslations("siemAgents.troubleshooting");
  return (
    <div className="grid gap-6">
      <p className="max-w-prose text-pretty text-muted-foreground">{t("purpose")}</p>
      {(["portal", "agent"] as const).map((place) => (
        <section key={place} className="grid gap-3">
          <h2 className="font-semibold text-base">{t(`places.${place}`)}</h2>
          <div className="relative overflow-x-auto rounded-md border bg-card">
            <Table aria-label={t(`places.${place}`)}>
              <TableHeader>
                <TableRow className="hover:bg-transparent">
                  <TableHead>{t("symptom")}</TableHead>
                  <TableHead>{t("cause")}</TableHead>
                  <TableHead>{t("remedy")}</TableHead>
                </TableRow>
              </TableHeader>
              <TableBody>
                {problems[place].map((problem) => (
                  <TableRow key={problem} className="align-top">
                    <TableCell data-label={t("symptom")} className="font-medium">
                      {t(`problems.${problem}.symptom`)}
                    </TableCell>
                    <TableCell data-label={t("cause")}>{t(`problems.${problem}.cause`)}</TableCell>
                    <TableCell data-label={t("remedy")}>{t(`problems.${problem}.remedy`)}</TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </div>
        </section>
      ))}
    </div>
  );
}
