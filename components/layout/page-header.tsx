import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

type PageHeaderProps = {
  title: string;
  /** What the page is for, in one sentence. */
  description?: ReactNode;
  /** The page's main action. */
  children?: ReactNode;
  /** 2 for a page inside a section that has its own title, such as a tab. */
  level?: 1 | 2;
  /** Where the tab above says the same to the eye. */
  hideTitle?: boolean;
};

/** The top of a page: title, purpose, and the main action at the right. */
export function PageHeader({ title, description, children, level = 1, hideTitle = false }: PageHeaderProps) {
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="grid min-w-0 gap-1">
        <Heading className={cn("font-semibold", level === 1 ? "text-xl" : "text-base", hideTitle && "sr-only")}>
          {title}
        </Heading>
        {description && <p className="max-w-prose text-pretty text-muted-foreground">{description}</p>}
      </div>
      {children && <div className="flex flex-wrap items-center gap-2">{children}</div>}
    </div>
  );
}
