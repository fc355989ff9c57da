"use client";

import { useId, useRef } from "react";
import { cn } from "./cn";
import { CopyButton } from "./copy-button";
import { selectContents } from "./copy-text";
import { inputStyles } from "./input";
import { Label } from "./label";

type CopyFieldProps = {
  label: string;
  value: string;
  /** Verb and object: "Copy token". */
  copyLabel: string;
  /** What is announced afterwards: "Token copied". */
  copiedMessage: string;
  onCopied?: () => void;
  /** The copy button is the main action of the view. */
  emphasized?: boolean;
  hideLabel?: boolean;
  className?: string;
};

/** A value to take away: a read-only field that wraps and selects itself on focus, and a button that copies it. */
export function CopyField({
  label,
  value,
  copyLabel,
  copiedMessage,
  onCopied,
  emphasized = false,
  hideLabel = false,
  className,
}: CopyFieldProps) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  return (
    <div className={cn("grid gap-1.5", className)}>
      <Label htmlFor={id} className={hideLabel ? "sr-only" : undefined}>
        {label}
      </Label>
      <div className="flex items-start gap-2 max-sm:flex-col max-sm:items-stretch">
        <textarea
          ref={field}
          id={id}
          readOnly
          rows={1}
          value={value}
          spellCheck={false}
          autoComplete="off"
          onFocus={(event) => selectContents(event.currentTarget)}
          className={cn(inputStyles, "field-sizing-content min-h-9 resize-none break-all py-2 font-mono")}
        />
        <CopyButton
          value={value}
          label={copyLabel}
          announcement={copiedMessage}
          source={field}
          variant={emphasized ? "primary" : "secondary"}
          {...(onCopied && { onCopied })}
        />
      </div>
    </div>
  );
}
