import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "./cn";

type StatusCardProps = {
  label: string;
  /** Already formatted for the reader's language. */
  count: string;
  icon: ReactNode;
  tone?: "info" | "success" | "warning" | "neutral";
  /** Where a press leads: to the filtered view, or back from it when pressed already. */
  href: string;
  pressed: boolean;
  /** The rule behind the status, in a few words. */
  hint?: ReactNode;
};

const iconTones = {
  info: "text-info",
  success: "text-success",
  warning: "text-warning",
  neutral: "text-muted-foreground",
};

/** A count that filters the table below it. It is a link, so the filter is an address; `aria-current` says it is on. */
export function StatusCard({ label, count, icon, tone = "neutral", href, pressed, hint }: StatusCardProps) {
  return (
    <Link
      href={href}
      prefetch={false}
      scroll={false}
      aria-current={pressed ? "true" : undefined}
      className={cn(
        "grid min-w-0 content-start gap-1 rounded-md border bg-card p-2.5 transition-colors hover:bg-muted sm:p-4",
        pressed && "border-primary bg-selected shadow-[inset_0_0_0_1px_var(--primary)] hover:bg-selected",
      )}
    >
      <span className="flex items-center gap-1.5 font-medium text-xs sm:gap-2 sm:text-sm">
        <span className={cn("[&_svg]:size-4", iconTones[tone])}>{icon}</span>
        {label}
      </span>
      <span className="font-semibold text-xl">{count}</span>
      {hint && <span className="text-muted-foreground text-xs max-sm:hidden">{hint}</span>}
    </Link>
  );
}
