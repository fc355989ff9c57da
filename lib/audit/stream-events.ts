import { withTenant } from "../db/transaction";
import { tenantOriginAt } from "../domain/portal-host";
import { env } from "../env";
import { log } from "../log";
import { DeliveryFault, deliver } from "./stream-delivery";
import { streamLine } from "./stream-lines";
import { openStreamSecret } from "./stream-secret";
import { claimStreams, findEventsAfter, findStream, markDelivered, markFailed, type StreamRow } from "./stream-store";

const lookEveryMilliseconds = 2_000;
const batchEvents = 500;
const streamsAtOnce = 5;
/** Longer than a delivery may take. */
const leaseSeconds = 90;
const firstPauseSeconds = 5;
const longestPauseSeconds = 900;

/** Sends what the logs hold for their receivers, now and from now on. @returns what ends it */
export function watchStreams(): () => Promise<void> {
  const stopping = new AbortController();
  let round: Promise<void> = Promise.resolve();
  let isUnderWay = false;
  const look = () => {
    if (isUnderWay || stopping.signal.aborted) return;
    isUnderWay = true;
    round = sendWhileDue(stopping.signal).finally(() => {
      isUnderWay = false;
    });
  };
  look();
  const timer = setInterval(look, lookEveryMilliseconds);
  timer.unref();
  return async () => {
    clearInterval(timer);
    stopping.abort();
    await round;
  };
}

async function sendWhileDue(signal: AbortSignal): Promise<void> {
  try {
    while (!signal.aborted && (await sendDue(new Date(), signal)) > 0);
  } catch (error) {
    log().warn({ error: String(error) }, "the audit logs could not be streamed");
  }
}

/**
 * One batch of each stream whose time has come. Rows are sent in the order of the chain and at least once: a process that
 * dies between the delivery and the cursor's move sends them again.
 * @returns how many streams that were
 */
export async function sendDue(now: Date, signal: AbortSignal): Promise<number> {
  const claimed = await claimStreams(now, leaseSeconds, streamsAtOnce);
  await Promise.all(claimed.map(({ tenantId, tenantSlug }) => sendBatch(tenantId, tenantSlug, now, signal)));
  return claimed.length;
}

async function sendBatch(tenantId: string, tenantSlug: string, now: Date, signal: AbortSignal): Promise<void> {
  const found = await withTenant(tenantId, async (tx) => {
    const stream = await findStream(tx, tenantId);
    return stream && { stream, events: await findEventsAfter(tx, tenantId, stream.cursorSeq, batchEvents) };
  });
  const last = found?.events.at(-1);
  if (!found || !last) return;
  const { stream, events } = found;
  const tenantHost = hostOf(tenantSlug);
  const lines = events.map((event) => streamLine(event, { ...stream, tenantHost }));
  try {
    await deliver(destinationOf(tenantId, stream), lines, env().PORTAL_STREAM_NETWORKS, signal);
  } catch (error) {
    if (!(error instanceof DeliveryFault)) throw error;
    if (signal.aborted) return;
    return noteFailure(tenantId, stream, error, now);
  }
  const delivered = { from: stream.cursorSeq, to: last.seq, count: events.length, at: now };
  await withTenant(tenantId, (tx) => markDelivered(tx, tenantId, delivered));
}

async function noteFailure(tenantId: string, stream: StreamRow, error: DeliveryFault, now: Date): Promise<void> {
  const pauseSeconds = Math.min(longestPauseSeconds, firstPauseSeconds * 2 ** stream.attempts);
  const failed = {
    from: stream.cursorSeq,
    fault: error.kind,
    detail: error.detail,
    attempts: Math.min(stream.attempts + 1, 20),
    since: stream.failingSince ?? now,
    nextAttemptAt: new Date(now.getTime() + pauseSeconds * 1_000),
  };
  log().warn({ tenantId, fault: error.kind, detail: error.detail }, "an audit log's receiver took nothing");
  await withTenant(tenantId, (tx) => markFailed(tx, tenantId, failed));
}

/** The stored settings in the form that is sent to. */
export function destinationOf(tenantId: string, stream: StreamRow) {
  const { authorizationSealed: sealed } = stream;
  return { ...stream, authorization: sealed === null ? null : openStreamSecret(tenantId, sealed) };
}

/** The host name of a tenant, without a port. */
export function hostOf(tenantSlug: string): string {
  const { PORTAL_BASE_URL: baseUrl, PORTAL_REGION: region } = env();
  return new URL(tenantOriginAt({ baseUrl, region }, tenantSlug)).hostname;
}
