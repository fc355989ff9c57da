"use client";

import { ChevronDown } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { useTableUrl } from "@/components/data-table/use-table-url";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { type DiscoveryStream, timeFrames } from "@/lib/domain/discovery-stream";
import { type ReportView, standardDays } from "@/lib/domain/discovery-view";

type Report = Pick<DiscoveryStream, "id" | "kind" | "name">;

type ReportPickerProps = {
  /** All reports of the tenant, its Global View among them. */
  reports: readonly Report[];
  view: ReportView;
};

/** Chooses the report and the time frame by changing the address; everything else in it stays, but for the place in a list. */
export function ReportPicker({ reports, view }: ReportPickerProps) {
  const t = useTranslations("discovery.picker");
  const { href } = useTableUrl();
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <ReportMenu reports={reports} chosen={view.report} />
      <nav aria-label={t("timeFrame")} className="flex rounded-md border bg-card p-0.5">
        {timeFrames.map((days) => (
          <Link
            key={days}
            href={href({ days: days === standardDays ? null : String(days) })}
            prefetch={false}
            scroll={false}
            aria-current={days === view.days ? "true" : undefined}
            className="flex h-7.5 items-center rounded-md px-2.5 text-sm transition-colors hover:bg-accent aria-[current=true]:bg-selected aria-[current=true]:font-medium aria-[current=true]:text-selected-foreground"
          >
            {t("days", { count: days })}
          </Link>
        ))}
      </nav>
    </div>
  );
}

function ReportMenu({ reports, chosen }: { reports: readonly Report[]; chosen: string | null }) {
  const t = useTranslations("discovery.picker");
  const router = useRouter();
  const { href } = useTableUrl();
  const [pending, startTransition] = useTransition();
  const nameOf = ({ kind, name }: Report) => (kind === "view" ? t("globalView") : name);
  const current = reports.find(({ id }) => id === chosen) ?? reports.find(({ kind }) => kind === "view");
  const groups = [
    { kind: "view", label: null },
    { kind: "input", label: t("dataSources") },
    { kind: "snapshot", label: t("snapshots") },
  ] as const;

  function choose(id: string) {
    const isGlobal = reports.some((report) => report.id === id && report.kind === "view");
    startTransition(() => router.push(href({ report: isGlobal ? null : id }), { scroll: false }));
  }

  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button pending={pending} className="min-w-0 max-w-full shrink">
          <span className="text-muted-foreground">{t("report")}</span>
          <span className="truncate">{current ? nameOf(current) : t("globalView")}</span>
          <ChevronDown aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start">
        <DropdownMenuRadioGroup value={current?.id ?? ""} onValueChange={choose}>
          {groups.map(({ kind, label }) => {
            const ofKind = reports.filter((report) => report.kind === kind);
            if (ofKind.length === 0) return null;
            return (
              <div key={kind}>
                {label && <DropdownMenuLabel>{label}</DropdownMenuLabel>}
                {ofKind.map((report) => (
                  <DropdownMenuRadioItem key={report.id} value={report.id}>
                    <span className="break-words">{nameOf(report)}</span>
                  </DropdownMenuRadioItem>
                ))}
              </div>
            );
          })}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
