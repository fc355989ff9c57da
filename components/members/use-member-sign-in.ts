"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useFailureText } from "@/components/ui/use-failure-text";
import type { MemberActions, MemberSignInView } from "./member-actions";

export type FoundSignIn =
  | { state: "loading" }
  | { state: "failed"; reason: string }
  | ({ state: "found" } & MemberSignInView);

/** Asks how a member signs in, once for each dialog that opens. */
export function useMemberSignIn(memberId: string, view: MemberActions["viewSignIn"]): FoundSignIn {
  const failures = useTranslations("failures");
  const failureText = useFailureText();
  const [found, setFound] = useState<FoundSignIn>({ state: "loading" });

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for each member that the dialog opens for
  useEffect(() => {
    let isCurrent = true;
    const settle = (settled: FoundSignIn) => {
      if (isCurrent) setFound(settled);
    };
    view({ memberId }).then(
      (result) =>
        settle(result.ok ? { state: "found", ...result.value } : { state: "failed", reason: failureText(result) }),
      () => settle({ state: "failed", reason: failures("unreachable") }),
    );
    return () => {
      isCurrent = false;
    };
  }, [memberId]);

  return found;
}
