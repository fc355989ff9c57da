"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { toast } from "sonner";
import { useFailureText } from "@/components/ui/use-failure-text";
import { useFormRefusal } from "@/components/ui/use-form-refusal";
import type { ActionResult } from "@/lib/domain/action-result";

type SettingsForm = {
  /** What is said when it is done. */
  done: string;
  onDone: () => void;
  /** The name of the control for a field of the input; the same unless told. */
  controlOf?: (field: string) => string;
  /** The control that takes the focus when none is to blame. */
  focusOtherwise: string;
};

/** A form that saves something once at a time, and says beside the field what is wrong with it. */
export function useSettingsForm({ done, onDone, controlOf = (field) => field, focusOtherwise }: SettingsForm) {
  const failures = useTranslations("failures");
  const failureText = useFailureText();
  const router = useRouter();
  const refusal = useFormRefusal();
  const [isPending, setPending] = useState(false);
  // State alone would let the second press of a double click through before the next render.
  const isUnderWay = useRef(false);

  async function save(work: () => Promise<ActionResult<unknown>>): Promise<void> {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    setPending(true);
    refusal.clear();
    try {
      const result = await work();
      if (result.ok) {
        toast.success(done);
        onDone();
        router.refresh();
      } else {
        const field = result.field === undefined ? undefined : controlOf(result.field);
        refusal.refuse(failureText(result), field, focusOtherwise);
      }
    } catch {
      refusal.refuse(failures("unreachable"), undefined, focusOtherwise);
    } finally {
      isUnderWay.current = false;
      setPending(false);
    }
  }

  const { form, problem, errorOf } = refusal;
  return { form, problem, errorOf, isPending, save };
}
