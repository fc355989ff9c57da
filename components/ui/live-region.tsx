import type { ReactNode } from "react";

type LiveRegionProps = {
  /** What to say now; empty for nothing. The region itself must stay mounted, or its words are not announced. */
  children: ReactNode;
  urgent?: boolean;
};

/** Words for screen readers only, spoken when they change. */
export function LiveRegion({ children, urgent = false }: LiveRegionProps) {
  return (
    <span role={urgent ? "alert" : "status"} aria-live={urgent ? "assertive" : "polite"} className="sr-only">
      {children}
    </span>
  );
}
