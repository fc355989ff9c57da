import type { ReactNode } from "react";
import { cn } from "./cn";

type EmptyStateProps = {
  icon: ReactNode;
  title: string;
  /** What this is and what would be here, in one or two sentences. */
  description?: ReactNode;
  /** One action, at most one link beside it. */
  children?: ReactNode;
  /** 1 where it stands in the place of a whole page. */
  level?: 1 | 2;
  className?: string;
};

/** A place with nothing in it yet, or nothing that matches. */
export function EmptyState({ icon, title, description, children, level = 2, className }: EmptyStateProps) {
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <div className={cn("grid justify-items-center gap-2 px-6 py-12 text-center", className)}>
      <div className="grid size-10 place-items-center rounded-full bg-muted text-muted-foreground [&_svg]:size-5">
        {icon}
      </div>
      <Heading className="mt-1 font-semibold text-base">{title}</Heading>
      {description && <p className="max-w-prose text-pretty text-muted-foreground">{description}</p>}
      {children && <div className="mt-3 flex flex-wrap items-center justify-center gap-3">{children}</div>}
    </div>
  );
}
