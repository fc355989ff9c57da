import { useTranslations } from "next-intl";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { FilterRow } from "./endpoint-doc";
import { Code } from "./prose";

/** The filters of a list with the operators that each takes. */
export function FilterTable({ label, rows }: { label: string; rows: readonly FilterRow[] }) {
  const t = useTranslations("apiDocs.columns");
  return (
    <div className="overflow-hidden rounded-md border">
      <Table aria-label={label}>
        <TableHeader>
          <TableRow>
            <TableHead>{t("filter")}</TableHead>
            <TableHead>{t("type")}</TableHead>
            <TableHead>{t("operators")}</TableHead>
            <TableHead>{t("meaning")}</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.name}>
              <TableCell className="sm:whitespace-nowrap">
                <Code>{[row.name, ...row.aliases].join(", ")}</Code>
              </TableCell>
              <TableCell data-label={t("type")} className="text-muted-foreground">
                {row.type}
              </TableCell>
              <TableCell data-label={t("operators")}>
                <Code>{row.operators.join(", ")}</Code>
              </TableCell>
              <TableCell data-label={t("meaning")} lang="en" className="text-pretty">
                {row.meaning}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
