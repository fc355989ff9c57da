import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";

/** Says what went wrong, at once to screen readers too: keep it mounted and let the text come and go. */
export function ProblemNotice({ children }: { children: ReactNode }) {
  return (
    <div role="alert">
      {children && (
        <p className="flex items-start gap-2 rounded-md bg-destructive-subtle p-3 text-destructive-text text-sm">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>{children}</span>
        </p>
      )}
    </div>
  );
}
