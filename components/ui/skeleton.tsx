import type { ComponentProps } from "react";
import { cn } from "./cn";

/** A placeholder of the size of what will come. Hidden from assistive technology: the region around it says "Loading". */
export function Skeleton({ className, ...props }: ComponentProps<"div">) {
  return <div aria-hidden className={cn("h-4 animate-pulse rounded-md bg-accent", className)} {...props} />;
}
