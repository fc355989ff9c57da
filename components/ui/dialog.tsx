"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as DialogPrimitive } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { Button } from "./button";
import { cn } from "./cn";

export const Dialog = DialogPrimitive.Root;
export const DialogTrigger = DialogPrimitive.Trigger;
export const DialogClose = DialogPrimitive.Close;

export const overlayStyles =
  "fixed inset-0 z-40 bg-overlay data-[state=closed]:animate-leave data-[state=open]:animate-appear";

export const panelStyles =
  "fixed top-1/2 left-1/2 z-50 grid max-h-[calc(100dvh-1.5rem)] w-[calc(100vw-1.5rem)] -translate-x-1/2 -translate-y-1/2 grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)] rounded-md border bg-popover text-popover-foreground shadow-float data-[state=closed]:animate-leave data-[state=open]:animate-appear";

type DialogContentProps = Omit<ComponentProps<typeof DialogPrimitive.Content>, "title"> & {
  title: ReactNode;
  description?: ReactNode;
  /** Width: 480 px or 640 px, never wider than the screen. */
  size?: "md" | "lg";
  /** The body holds text alone: it takes the focus, so that the keyboard scrolls it. */
  textOnly?: boolean;
  /** Opens above another dialog. */
  isAbove?: boolean;
};

/** The panel of a dialog: title, optional sentence, a scrolling body, and a close button named "Close". */
export function DialogContent({
  title,
  description,
  size = "md",
  textOnly = false,
  isAbove = false,
  className,
  children,
  ...props
}: DialogContentProps) {
  const t = useTranslations("common");
  const undescribed = description === undefined ? { "aria-describedby": undefined } : {};
  return (
    <DialogPrimitive.Portal>
      <DialogPrimitive.Overlay className={cn(overlayStyles, isAbove && "z-60")} />
      <DialogPrimitive.Content
        {...undescribed}
        {...props}
        className={cn(panelStyles, size === "lg" ? "max-w-160" : "max-w-120", isAbove && "z-60", className)}
      >
        <div className="grid gap-1 p-5 pr-14 pb-3">
          <DialogPrimitive.Title className="break-words font-semibold text-base">{title}</DialogPrimitive.Title>
          {description !== undefined && (
            <DialogPrimitive.Description className="text-muted-foreground text-sm">
              {description}
            </DialogPrimitive.Description>
          )}
        </div>
        <div className="overflow-y-auto px-5 pt-1 pb-5" {...(textOnly && { tabIndex: 0 })}>
          {children}
        </div>
        <DialogPrimitive.Close asChild>
          <Button variant="ghost" size="icon" aria-label={t("close")} className="absolute top-3 right-3">
            <X aria-hidden />
          </Button>
        </DialogPrimitive.Close>
      </DialogPrimitive.Content>
    </DialogPrimitive.Portal>
  );
}

/** The row of buttons that ends a dialog; the last one is the main action. */
export function DialogFooter({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("mt-5 flex flex-col-reverse gap-2 sm:flex-row sm:justify-end", className)} {...props} />;
}
