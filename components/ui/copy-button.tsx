"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import { Button, type ButtonProps } from "./button";
import { LiveRegion } from "./live-region";
import { type CopyState, useCopy } from "./use-copy";

type CopyButtonProps = Omit<ButtonProps, "onClick" | "children" | "value"> & {
  value: string;
  /** Verb and object, distinct from other copy buttons nearby: "Copy token". */
  label: string;
  /** What is announced: "Token copied". */
  announcement: string;
  /** The element that shows the value: it is selected where the browser leaves no other way to copy. */
  source: RefObject<HTMLElement | null>;
  onCopied?: () => void;
};

/** Copies, says so on its face and in a live region, and keeps the focus. A refusal names the keys to press. */
export function CopyButton({ value, label, announcement, source, onCopied, ...props }: CopyButtonProps) {
  const t = useTranslations("common");
  const { state, copy } = useCopy(onCopied);
  return (
    <>
      <Button {...props} onClick={() => copy(value, source.current)}>
        {state === "copied" ? <Check aria-hidden /> : <Copy aria-hidden />}
        {faceOf(state, label, t("copied"), t("pressCopyKeys"))}
      </Button>
      <LiveRegion>{state === "idle" ? "" : state === "copied" ? announcement : t("copyFailed")}</LiveRegion>
    </>
  );
}

function faceOf(state: CopyState, label: string, copied: string, pressKeys: string): string {
  switch (state) {
    case "idle":
      return label;
    case "copied":
      return copied;
    case "refused":
      return pressKeys;
  }
}
