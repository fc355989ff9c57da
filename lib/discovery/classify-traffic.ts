import { getDomain } from "tldts";
import type { TrafficRecord } from "@/lib/domain/discovery-record";
import type { TrafficTarget } from "@/lib/domain/discovery-traffic";
import type { AppMatcher } from "./catalogue/match-app";
import { isInternalAddress, isInternalHost } from "./values/internal-address";
import { DAY_MS } from "./values/log-clock";

/** What a parsed line counts as. */
export type TrafficClass =
  | { kind: "catalogued" | "uncatalogued"; target: TrafficTarget }
  | { kind: "too-old" | "future-dated" | "internal-only" };

export const RETENTION_DAYS = 90;
const KNOWN_NAMES_MAXIMUM = 50_000;

const TOO_OLD: TrafficClass = { kind: "too-old" };
const FUTURE: TrafficClass = { kind: "future-dated" };
const INTERNAL: TrafficClass = { kind: "internal-only" };

/**
 * Makes the classifier of one run: more than 90 days old, more than a day ahead of now, inside the organisation, a
 * catalogued app, or the registrable domain (or address) of something else. Remembers hosts, so keep it per run.
 */
export function createClassifier(matcher: AppMatcher, now: Date): (record: TrafficRecord) => TrafficClass {
  const oldest = now.getTime() - RETENTION_DAYS * DAY_MS;
  const latest = now.getTime() + DAY_MS;
  const known = new Map<string, TrafficClass>();
  return (record) => {
    if (record.occurredAtMs < oldest) return TOO_OLD;
    if (record.occurredAtMs > latest) return FUTURE;
    const byName = classOf(record.destinationHost ?? record.destinationIp ?? "", record.destinationHost === undefined);
    if (byName.kind !== "uncatalogued" || record.destinationHost === undefined || record.destinationIp === undefined)
      return byName;
    const appId = matcher.byAddress(record.destinationIp);
    return appId === undefined ? byName : { kind: "catalogued", target: { kind: "app", appId } };
  };

  function classOf(name: string, isAddress: boolean): TrafficClass {
    const remembered = known.get(name);
    if (remembered) return remembered;
    const found = isAddress ? classOfAddress(name, matcher) : classOfHost(name, matcher);
    if (known.size >= KNOWN_NAMES_MAXIMUM) known.clear();
    known.set(detached(name), found);
    return found;
  }
}

function classOfHost(host: string, matcher: AppMatcher): TrafficClass {
  const appId = matcher.byHost(host);
  if (appId !== undefined) return { kind: "catalogued", target: { kind: "app", appId } };
  if (isInternalHost(host)) return INTERNAL;
  const name = getDomain(host, { allowPrivateDomains: false }) ?? host;
  return { kind: "uncatalogued", target: { kind: "uncatalogued", name: detached(name) } };
}

function classOfAddress(address: string, matcher: AppMatcher): TrafficClass {
  const appId = matcher.byAddress(address);
  if (appId !== undefined) return { kind: "catalogued", target: { kind: "app", appId } };
  if (isInternalAddress(address)) return INTERNAL;
  return { kind: "uncatalogued", target: { kind: "uncatalogued", name: detached(address) } };
}

/**
 * The same text in memory of its own. A piece cut from a line keeps the whole chunk of the file alive, and what is
 * remembered outlives the chunk.
 */
export function detached(text: string): string {
  return Buffer.from(text, "utf8").toString("utf8");
}
