"use client";

import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

export const buttonStyles = cva(
  "inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-md font-medium text-sm transition-colors disabled:opacity-55 aria-disabled:opacity-55 disabled:cursor-not-allowed aria-disabled:cursor-not-allowed [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "bg-primary text-primary-foreground hover:bg-primary-hover",
        secondary: "border border-input/60 bg-secondary text-secondary-foreground hover:bg-accent",
        ghost: "text-foreground hover:bg-accent",
        destructive: "bg-destructive text-destructive-foreground hover:bg-destructive-hover",
        link: "text-link underline-offset-4 hover:underline",
      },
      size: {
        md: "h-9 px-3.5",
        sm: "h-8 px-2.5",
        icon: "size-9",
        inline: "h-auto p-0",
      },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

export type ButtonProps = ComponentProps<"button"> &
  VariantProps<typeof buttonStyles> & {
    /** Gives the style to the one child, such as a link. */
    asChild?: boolean;
    /** Work is under way: shows a spinner and ignores presses, but keeps the focus, unlike `disabled`. */
    pending?: boolean;
  };

export function Button({ asChild = false, ...props }: ButtonProps) {
  if (asChild) {
    const { className, variant, size, pending: _, ...rest } = props;
    return <Slot.Root className={cn(buttonStyles({ variant, size }), className)} {...rest} />;
  }
  return <NativeButton {...props} />;
}

function NativeButton({
  className,
  variant,
  size,
  pending = false,
  type = "button",
  onClick,
  children,
  ...props
}: Omit<ButtonProps, "asChild">) {
  return (
    <button
      {...props}
      type={type}
      className={cn(buttonStyles({ variant, size }), className)}
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      onClick={(event) => {
        // Also stops the submission of a form, which a press of Enter makes through this click.
        if (pending) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {pending && <LoaderCircle aria-hidden className="animate-spin" />}
      {children}
    </button>
  );
}
