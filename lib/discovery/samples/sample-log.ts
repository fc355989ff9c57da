import { EVENT_WRITERS } from "./event-writers";
import { FIREWALL_WRITERS } from "./firewall-writers";
import { PROXY_WRITERS } from "./proxy-writers";
import type { SampleOptions } from "./sample-traffic";
import { sampleTraffic } from "./sample-traffic";
import type { SampleWriter } from "./sample-writer";

const WRITERS: Readonly<Record<string, SampleWriter>> = { ...PROXY_WRITERS, ...FIREWALL_WRITERS, ...EVENT_WRITERS };

/** How the appliance of a built-in format writes, or undefined for an unknown id. */
export function sampleWriterOf(formatId: string): SampleWriter | undefined {
  return Object.hasOwn(WRITERS, formatId) ? WRITERS[formatId] : undefined;
}

/**
 * A made-up log of a built-in format, with its header lines, without line ends. The same options give the same log.
 * @throws RangeError for an unknown format
 */
export function* sampleLog(formatId: string, options: SampleOptions): Generator<string, void, undefined> {
  const writer = sampleWriterOf(formatId);
  if (!writer) throw new RangeError(`No sample for the log format ${formatId}`);
  yield* writer.header ?? [];
  for (const transaction of sampleTraffic(options)) yield writer.line(transaction);
}
