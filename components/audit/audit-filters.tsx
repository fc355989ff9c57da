"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useTransition } from "react";
import { useTableUrl } from "@/components/data-table/use-table-url";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { auditActions } from "@/lib/domain/audit-event";
import { type AuditView, isNarrowed } from "@/lib/domain/audit-query";
import { auditFilterNames, clearedFilters } from "./audit-filter-names";

/** Narrows the audit log by changing the address. */
export function AuditFilters({ view }: { view: AuditView }) {
  const t = useTranslations("audit");
  const router = useRouter();
  const { href } = useTableUrl();
  const [pending, startTransition] = useTransition();

  function apply(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const changes = Object.fromEntries(auditFilterNames.map((name) => [name, textOf(data.get(name))]));
    startTransition(() => router.push(href(changes), { scroll: false }));
  }

  // The key makes the fields follow the address when filters are cleared elsewhere or the reader goes back.
  const key = JSON.stringify(auditFilterNames.map((name) => view[name]));
  return (
    <search aria-label={t("filters.label")}>
      <form key={key} onSubmit={apply} className="grid gap-3">
        <div className="grid grid-cols-2 gap-3 lg:grid-cols-3">
          <Field label={t("filters.search")} className="max-sm:col-span-2">
            {(control) => <Input {...control} type="search" name="search" defaultValue={view.search} maxLength={256} />}
          </Field>
          <Field label={t("filters.action")} className="max-sm:col-span-2">
            {(control) => (
              <Select {...control} name="action" defaultValue={view.action ?? ""}>
                <option value="">{t("filters.anyAction")}</option>
                {auditActions.map((action) => (
                  <option key={action} value={action}>
                    {t(`actions.${action}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label={t("filters.actor")}>
            {(control) => <Input {...control} name="actor" defaultValue={view.actor} maxLength={256} />}
          </Field>
          <Field label={t("filters.target")}>
            {(control) => <Input {...control} name="target" defaultValue={view.target} maxLength={256} />}
          </Field>
          <Field label={t("filters.from")}>
            {(control) => <Input {...control} type="date" name="from" defaultValue={view.from ?? ""} />}
          </Field>
          <Field label={t("filters.to")}>
            {(control) => <Input {...control} type="date" name="to" defaultValue={view.to ?? ""} />}
          </Field>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" pending={pending}>
            {t("filters.apply")}
          </Button>
          {isNarrowed(view) && (
            <Button variant="ghost" asChild>
              <Link href={href(clearedFilters)} scroll={false}>
                {t("clearFilters")}
              </Link>
            </Button>
          )}
        </div>
      </form>
    </search>
  );
}

function textOf(value: FormDataEntryValue | null): string | null {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}
