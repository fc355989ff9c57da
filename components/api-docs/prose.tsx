import type { ReactNode } from "react";

/** A name from the API inside a sentence or a cell. Long paths break rather than widen the page. */
export function Code({ children }: { children: ReactNode }) {
  return <code className="wrap-anywhere font-mono text-xs">{children}</code>;
}

/** A titled part of an endpoint's description. */
export function DocPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 gap-2">
      <h3 className="font-medium text-sm">{title}</h3>
      {children}
    </div>
  );
}
