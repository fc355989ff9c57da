import { useTranslations } from "next-intl";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { FieldRow } from "./endpoint-doc";
import { Code } from "./prose";

/** Named values of a request or an answer. */
export function FieldTable({ label, rows }: { label: string; rows: readonly FieldRow[] }) {
  const t = useTranslations("apiDocs.columns");
  return (
    <div className="overflow-hidden rounded-md border">
      <Table aria-label={label}>
        <TableHeader>
          <TableRow>
            <TableHead>{t("name")}</TableHead>
            <TableHead>{t("type")}</TableHead>
            <TableHead>{t("meaning")}</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.name}>
              <TableCell className="sm:whitespace-nowrap">
                <Code>{row.name}</Code>
              </TableCell>
              <TableCell data-label={t("type")} className="text-muted-foreground">
                {row.type}
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
