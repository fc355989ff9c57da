import type { ActionFailure } from "@/lib/domain/action-result";

/** What a person is told when an action never got an answer. A new object each time, so that it is announced again. */
export function unreachable(): ActionFailure {
  return {
    ok: false,
    code: "unavailable",
    messageKey: "failures.unreachable",
    message: "The portal could not be reached",
    requestId: "",
  };
}
