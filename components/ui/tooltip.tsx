"use client";

import { Tooltip as TooltipPrimitive } from "radix-ui";
import { type ComponentProps, type ReactNode, useState } from "react";
import { cn } from "./cn";

type TooltipProps = {
  content: ReactNode;
  /** One element that takes the focus: the tooltip opens on hover, on focus and, for touch, on a tap. */
  children: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
  /** False where the content only repeats the accessible name. */
  describes?: boolean;
};

export function Tooltip({ content, children, side = "top", describes = true }: TooltipProps) {
  const trigger = describes ? {} : { "aria-describedby": undefined };
  return (
    <TooltipPrimitive.Provider delayDuration={300} skipDelayDuration={150}>
      <TooltipPrimitive.Root>
        <TooltipPrimitive.Trigger asChild {...trigger}>
          {children}
        </TooltipPrimitive.Trigger>
        <TooltipContent side={side}>{content}</TooltipContent>
      </TooltipPrimitive.Root>
    </TooltipPrimitive.Provider>
  );
}

type HintTextProps = Omit<ComponentProps<"button">, "content"> & { content: ReactNode };

/** Text with more to say: a quiet button, so that keyboard and touch reach its tooltip too. */
export function HintText({ content, children, className, ...props }: HintTextProps) {
  const [open, setOpen] = useState(false);
  return (
    <TooltipPrimitive.Provider delayDuration={300} skipDelayDuration={150}>
      <TooltipPrimitive.Root open={open} onOpenChange={setOpen}>
        <TooltipPrimitive.Trigger
          {...props}
          type="button"
          className={cn(
            "rounded-md text-left underline decoration-input decoration-dotted underline-offset-4",
            className,
          )}
          // The primitive closes on a press; a finger has no other way to open it.
          onPointerDown={(event) => event.preventDefault()}
          onClick={(event) => {
            event.preventDefault();
            setOpen(true);
          }}
        >
          {children}
        </TooltipPrimitive.Trigger>
        <TooltipContent>{content}</TooltipContent>
      </TooltipPrimitive.Root>
    </TooltipPrimitive.Provider>
  );
}

function TooltipContent({ className, ...props }: ComponentProps<typeof TooltipPrimitive.Content>) {
  return (
    <TooltipPrimitive.Portal>
      <TooltipPrimitive.Content
        sideOffset={6}
        collisionPadding={8}
        className={cn(
          "z-60 max-w-80 break-words rounded-md border bg-popover px-2.5 py-1.5 text-popover-foreground text-xs shadow-float data-[state=closed]:animate-leave data-[state=delayed-open]:animate-appear",
          className,
        )}
        {...props}
      />
    </TooltipPrimitive.Portal>
  );
}
