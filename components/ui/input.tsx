import type { ComponentProps } from "react";
import { cn } from "./cn";

export const inputStyles =
  "w-full rounded-md border border-input bg-card px-3 text-foreground text-sm transition-colors aria-invalid:border-destructive-text disabled:cursor-not-allowed disabled:opacity-60 [&[readonly]]:bg-muted";

export function Input({ className, type = "text", ...props }: ComponentProps<"input">) {
  return <input type={type} className={cn(inputStyles, "h-9", className)} {...props} />;
}
