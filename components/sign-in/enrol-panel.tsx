"use client";

import { type EnrolActions, EnrolSecondFactor } from "@/components/account/enrol-second-factor";
import type { Action } from "@/lib/domain/action-result";
import { LeaveButton } from "./leave-button";

type EnrolPanelProps = EnrolActions & {
  leave: Action<undefined, void>;
  /** Path of this host to go to afterwards. */
  next: string;
};

/** Sets a second factor up before anything else can be done, and goes on to what was wanted. */
export function EnrolPanel({ leave, next, ...actions }: EnrolPanelProps) {
  return (
    <div className="grid gap-4">
      <EnrolSecondFactor {...actions} onDone={() => window.location.assign(next)} />
      <LeaveButton leave={leave} />
    </div>
  );
}
