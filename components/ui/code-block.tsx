"use client";

import { useRef } from "react";
import { cn } from "./cn";
import { CopyButton } from "./copy-button";

export type CodeBlockProps = {
  /** Names the code for assistive technology. */
  label: string;
  code: string;
  copyLabel: string;
  copiedMessage: string;
  onCopied?: () => void;
  className?: string;
};

/** Lines to copy, scrolled sideways rather than wrapped, because a broken line of shell is a broken command. */
export function CodeBlock({ label, code, copyLabel, copiedMessage, onCopied, className }: CodeBlockProps) {
  const source = useRef<HTMLElement>(null);
  return (
    <div className={cn("relative rounded-md border bg-muted", className)}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset groups controls; a region would make each a landmark */}
      <div role="group" aria-label={label} tabIndex={0} className="overflow-x-auto p-3 pb-12 contain-inline-size">
        <pre className="w-max font-mono text-xs leading-5">
          <code ref={source}>{code}</code>
        </pre>
      </div>
      <CopyButton
        size="sm"
        value={code}
        label={copyLabel}
        announcement={copiedMessage}
        source={source}
        className="absolute right-2 bottom-2"
        {...(onCopied && { onCopied })}
      />
    </div>
  );
}
