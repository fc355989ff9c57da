"use client";

import type { ReactNode } from "react";
import { Button, type ButtonProps } from "./button";
import { Tooltip } from "./tooltip";

export type IconButtonProps = Omit<ButtonProps, "children" | "size" | "asChild"> & {
  /** Its accessible name, also shown as a tooltip. */
  label: string;
  icon: ReactNode;
};

/** A button of one icon: 36 px square, with a name that everyone can read. */
export function IconButton({ label, icon, variant = "ghost", ...props }: IconButtonProps) {
  return (
    <Tooltip content={label} describes={false}>
      <Button {...props} variant={variant} size="icon" aria-label={label}>
        {icon}
      </Button>
    </Tooltip>
  );
}
