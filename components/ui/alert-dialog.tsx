"use client";

import { AlertDialog as AlertDialogPrimitive } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";
import { overlayStyles, panelStyles } from "./dialog";

export const AlertDialog = AlertDialogPrimitive.Root;
/** Wraps the button that leaves everything as it is; the focus starts on it. */
export const AlertDialogCancel = AlertDialogPrimitive.Cancel;
/** Wraps a button that closes the dialog at once. Work that must be awaited takes a plain Button instead. */
export const AlertDialogAction = AlertDialogPrimitive.Action;

type AlertDialogContentProps = Omit<ComponentProps<typeof AlertDialogPrimitive.Content>, "title"> & {
  /** Names the thing: Revoke "nightly export"? */
  title: ReactNode;
  /** What happens, in a sentence. */
  description: ReactNode;
};

/** A question before something is destroyed. Clicking outside does not answer it; Escape and Cancel leave. */
export function AlertDialogContent({ title, description, className, children, ...props }: AlertDialogContentProps) {
  return (
    <AlertDialogPrimitive.Portal>
      <AlertDialogPrimitive.Overlay className={overlayStyles} />
      <AlertDialogPrimitive.Content {...props} className={cn(panelStyles, "max-w-120", className)}>
        <div className="grid gap-2 p-5 pb-3">
          <AlertDialogPrimitive.Title className="break-words font-semibold text-base">
            {title}
          </AlertDialogPrimitive.Title>
          <AlertDialogPrimitive.Description className="text-muted-foreground text-sm">
            {description}
          </AlertDialogPrimitive.Description>
        </div>
        <div className="overflow-y-auto px-5 pt-1 pb-5">{children}</div>
      </AlertDialogPrimitive.Content>
    </AlertDialogPrimitive.Portal>
  );
}
