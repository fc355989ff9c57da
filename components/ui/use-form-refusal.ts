"use client";

import { type RefObject, useRef, useState } from "react";

type Refusal = { text: string; field: string | null };

export type FormRefusal = {
  /** For the form element. */
  form: RefObject<HTMLFormElement | null>;
  /** What is wrong with the whole, in words; null when nothing is, or when one field is to blame. */
  problem: string | null;
  /** What is wrong with a field, by the name of its control. */
  errorOf(field: string): string | null;
  /** Shows a refusal and moves the focus to the field to blame, or else to the one where the answer is needed. */
  refuse(text: string, field: string | undefined, focusOtherwise?: string): void;
  clear(): void;
};

/** What a form says when its action is refused: beside the field, or above the form, and the focus where it helps. */
export function useFormRefusal(initialProblem: string | null = null): FormRefusal {
  const form = useRef<HTMLFormElement>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(initialProblem ? { text: initialProblem, field: null } : null);

  const controlOf = (name: string | undefined): HTMLElement | null => {
    const control = name === undefined ? null : form.current?.elements.namedItem(name);
    return control instanceof HTMLElement ? control : null;
  };

  return {
    form,
    problem: refusal?.field === null ? refusal.text : null,
    errorOf: (field) => (refusal?.field === field ? refusal.text : null),
    refuse(text, field, focusOtherwise) {
      const blamed = controlOf(field);
      setRefusal({ text, field: blamed && field ? field : null });
      (blamed ?? controlOf(focusOtherwise))?.focus();
    },
    clear: () => setRefusal(null),
  };
}
