"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useTransition } from "react";
import { Button } from "@/components/ui/button";
import type { HrefChanges } from "./href-with";
import { useTableUrl } from "./use-table-url";

type FilterFormProps = {
  /** Names the search for assistive technology. */
  label: string;
  /** The names of the fields; each is also the query parameter. */
  names: readonly string[];
  /** Changes with the view, so that the fields follow the address when filters are cleared or the reader goes back. */
  viewKey: string;
  /** The change that clears the filters; null while there is nothing to clear. */
  cleared: HrefChanges | null;
  /** The values that are the default and stay out of the address. */
  defaults?: Readonly<Record<string, string>>;
  children: ReactNode;
};

/** Narrows a list by changing the address, when the reader says so. */
export function FilterForm({ label, names, viewKey, cleared, defaults = {}, children }: FilterFormProps) {
  const t = useTranslations("table");
  const router = useRouter();
  const { href } = useTableUrl();
  const [pending, startTransition] = useTransition();

  function apply(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const changes = Object.fromEntries(names.map((name) => [name, textOf(data.get(name), defaults[name])]));
    startTransition(() => router.push(href(changes), { scroll: false }));
  }

  return (
    <search aria-label={label}>
      <form key={viewKey} onSubmit={apply} className="grid gap-3">
        <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">{children}</div>
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" pending={pending}>
            {t("applyFilters")}
          </Button>
          {cleared && (
            <Button variant="ghost" asChild>
              <Link href={href(cleared)} scroll={false}>
                {t("clearFilters")}
              </Link>
            </Button>
          )}
        </div>
      </form>
    </search>
  );
}

function textOf(value: FormDataEntryValue | null, standard: string | undefined): string | null {
  if (typeof value !== "string") return null;
  const text = value.trim();
  return text === "" || text === standard ? null : text;
}
