"use client";

import { Search, X } from "lucide-react";
import Form from "next/form";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import { useTableUrl } from "./use-table-url";

const parameter = "search";
/** What a new search replaces or makes meaningless. */
const notKept = [parameter, "after", "before"];

type SearchFormProps = {
  /** Names the field: "Search by name, owner or public id". */
  label: string;
  className?: string;
};

/** Searches by changing the address: the filters and the order stay, the place in the list does not. */
export function SearchForm({ label, className }: SearchFormProps) {
  const t = useTranslations("common");
  const pathname = usePathname();
  const current = useSearchParams();
  const { href } = useTableUrl();
  const searched = current.get(parameter) ?? "";
  const kept = [...current.entries()].filter(([name]) => !notKept.includes(name));
  return (
    <Form action={pathname} role="search" scroll={false} className={cn("relative w-full sm:w-84", className)}>
      {kept.map(([name, value]) => (
        <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
      ))}
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted-foreground"
      />
      {/* The key makes the field follow the address when the search is cleared elsewhere. */}
      <Input
        key={searched}
        type="search"
        name={parameter}
        defaultValue={searched}
        maxLength={256}
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        className={cn("pl-9 [&::-webkit-search-cancel-button]:hidden", searched !== "" && "pr-9")}
      />
      {searched !== "" && (
        <Link
          href={href({ [parameter]: null })}
          scroll={false}
          aria-label={t("clearSearch")}
          className="absolute top-1/2 right-1.5 grid size-6 -translate-y-1/2 place-items-center rounded-md text-muted-foreground hover:bg-accent hover:text-foreground"
        >
          <X aria-hidden className="size-4" />
        </Link>
      )}
      <button type="submit" className="sr-only">
        {t("search")}
      </button>
    </Form>
  );
}
