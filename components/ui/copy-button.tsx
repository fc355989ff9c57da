"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import { Button, type ButtonProps } from "./button";
import { LiveRegion } from "./live-region";
import { useCopy } from "./use-copy";

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
        {/* The label keeps its room while another text is shown, so that nothing beside it jumps. */}
        <span className="grid *:col-start-1 *:row-start-1 *:flex *:items-center *:justify-center *:gap-2">
          <span className={state === "idle" ? undefined : "invisible"}>
            <Copy aria-hidden />
            {label}
          </span>
          {state !== "idle" && (
            <span>
              {state === "copied" && <Check aria-hidden />}
              {t(state === "copied" ? "copied" : "pressCopyKeys")}
            </span>
          )}
        </span>
      </Button>
      <LiveRegion>{state === "idle" ? "" : state === "copied" ? announcement : t("copyFailed")}</LiveRegion>
    </>
  );
}
