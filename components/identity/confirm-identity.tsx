"use client";

import { createContext, type ReactNode, useContext, useRef, useState } from "react";
import type { Action } from "@/lib/domain/action-result";
import { identityNotConfirmed } from "@/lib/domain/fresh-proof";
import type { IdentityActions } from "./identity-actions";
import { IdentityDialog } from "./identity-dialog";

const ConfirmIdentity = createContext<() => Promise<boolean>>(() => Promise.resolve(false));

/** Holds the one dialog in which a person proves again who they are, for every act of the pages inside that needs it. */
export function ConfirmIdentityProvider({ actions, children }: { actions: IdentityActions; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const settle = useRef<(isConfirmed: boolean) => void>(() => undefined);

  function confirm(): Promise<boolean> {
    setOpen(true);
    return new Promise((resolve) => {
      settle.current = resolve;
    });
  }

  function close(isConfirmed: boolean): void {
    setOpen(false);
    settle.current(isConfirmed);
  }

  return (
    <ConfirmIdentity value={confirm}>
      {children}
      {isOpen && <IdentityDialog actions={actions} onClose={close} />}
    </ConfirmIdentity>
  );
}

/**
 * The same action, which asks who is there when the server wants to know, and then goes on with what was typed. Whoever
 * closes the question gets the refusal.
 */
export function useConfirmed<Input, Output>(action: Action<Input, Output>): Action<Input, Output> {
  const confirm = useContext(ConfirmIdentity);
  return async (input) => {
    for (;;) {
      const result = await action(input);
      if (result.ok || result.messageKey !== `failures.${identityNotConfirmed}` || !(await confirm())) return result;
    }
  };
}
