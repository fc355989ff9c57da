import { useTranslations } from "next-intl";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";

type TroubleshootingTablesProps = {
  purpose: string;
  /** Where one meets the problems, each place with a table of its own. */
  places: { title: string; problems: { symptom: string; cause: string; remedy: string }[] }[];
};

/** What one sees, why, and what helps. */
export function TroubleshootingTables({ purpose, places }: TroubleshootingTablesProps) {
  const t = useTranslations("troubleshooting");
  return (
    <div className="grid gap-6">
      <p className="max-w-prose text-pretty text-muted-foreground">{purpose}</p>
      {places.map(({ title, problems }) => (
        <section key={title} className="grid gap-3">
          <h2 className="font-semibold text-base">{title}</h2>
          <div className="relative overflow-x-auto rounded-md border bg-card">
            <Table aria-label={title}>
              <TableHeader>
                <TableRow className="hover:bg-transparent">
                  <TableHead>{t("symptom")}</TableHead>
                  <TableHead>{t("cause")}</TableHead>
                  <TableHead>{t("remedy")}</TableHead>
                </TableRow>
              </TableHeader>
              <TableBody>
                {problems.map(({ symptom, cause, remedy }) => (
                  <TableRow key={symptom} className="align-top">
                    <TableCell data-label={t("symptom")} className="font-medium">
                      {symptom}
                    </TableCell>
                    <TableCell data-label={t("cause")}>{cause}</TableCell>
                    <TableCell data-label={t("remedy")}>{remedy}</TableCell>
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
