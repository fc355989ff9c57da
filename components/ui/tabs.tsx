"use client";

import { Tabs as TabsPrimitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

/** Tabs inside a page or dialog. For tabs that are pages of their own, see link-tabs. */
export const Tabs = TabsPrimitive.Root;

export const tabStyles =
  "-mb-px inline-flex h-10 shrink-0 items-center gap-2 border-transparent border-b-2 px-1 font-medium text-muted-foreground text-sm transition-colors hover:text-foreground";
export const tabListStyles = "flex gap-5 overflow-x-auto border-b";

export function TabsList({ className, ...props }: ComponentProps<typeof TabsPrimitive.List>) {
  return <TabsPrimitive.List className={cn(tabListStyles, className)} {...props} />;
}

export function TabsTrigger({ className, ...props }: ComponentProps<typeof TabsPrimitive.Trigger>) {
  return (
    <TabsPrimitive.Trigger
      className={cn(
        tabStyles,
        "focus-visible:-outline-offset-2 data-[state=active]:border-primary data-[state=active]:text-foreground",
        className,
      )}
      {...props}
    />
  );
}

export function TabsContent({ className, ...props }: ComponentProps<typeof TabsPrimitive.Content>) {
  return <TabsPrimitive.Content className={cn("pt-3", className)} {...props} />;
}
