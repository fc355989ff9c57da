import type { ComponentProps } from "react";
import { cn } from "./cn";
import { inputStyles } from "./input";

/** A field for several lines, which people may make taller. */
export function Textarea({ className, rows = 3, ...props }: ComponentProps<"textarea">) {
  return <textarea rows={rows} className={cn(inputStyles, "min-h-9 py-2", className)} {...props} />;
}
