"use client";

import { CircleAlert, CircleCheck } from "lucide-react";
import { Toaster as Sonner } from "sonner";

/** Where toasts appear; `toast` of sonner puts one there. Colours follow the theme by themselves. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      icons={{
        success: <CircleCheck aria-hidden className="size-4 text-success" />,
        error: <CircleAlert aria-hidden className="size-4 text-destructive-text" />,
      }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-start gap-2.5 rounded-md border bg-popover px-4 py-3 font-sans text-popover-foreground text-sm shadow-float sm:w-(--width)",
          icon: "mt-0.5 shrink-0",
          title: "font-medium break-words",
          description: "text-muted-foreground",
          actionButton: "ml-auto shrink-0 whitespace-nowrap font-medium text-link hover:underline",
        },
      }}
    />
  );
}
