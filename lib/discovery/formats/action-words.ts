import type { TrafficAction } from "@/lib/domain/discovery-record";

const BLOCKED =
  /^(?:block|blocked|block-\w[\w-]*|deny|denied|drop|dropped|drop-\w[\w-]*|reset-(?:client|server|both)|reset|reject|rejected|refused?|prohibit(?:ed)?|tcp_denied|client-rst|server-rst-block|quarantined?|prevent(?:ed)?|permanentblock|temporaryblock)$/i;
const ALLOWED =
  /^(?:allow|allowed|accept|accepted|pass|passed|passthrough|permit|permitted|observed|proxied|ok|success|close|start|timeout|ip-conn|dns|built|teardown|monitor(?:ed)?|alert|continue|override|isolate|proceed)$/i;

/** The action that a log's word stands for, over the makers' vocabularies; unknown words are unknown, not allowed. */
export function actionOf(word: string | undefined): TrafficAction {
  const text = word?.trim() ?? "";
  if (text === "" || text === "-") return "unknown";
  if (BLOCKED.test(text)) return "blocked";
  return ALLOWED.test(text) ? "allowed" : "unknown";
}
