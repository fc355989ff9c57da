import { randomUUID } from "node:crypto";
import { withTenant } from "../db/transaction";
import { authorize, type Caller, type MemberPrincipal } from "../domain/access";
import type { AuditDetail } from "../domain/audit-event";
import type { AuditStream, AuditStreamSettings, AuditStreamTrial } from "../domain/audit-stream";
import { notFound } from "../domain/failure";
import { env } from "../env";
import { recordEvent } from "./record-event";
import { DeliveryFault, deliver } from "./stream-delivery";
import { destinationOf, hostOf } from "./stream-events";
import { streamLine } from "./stream-lines";
import { sealStreamSecret } from "./stream-secret";
import { findLastPlace, findStream, removeStream, type StreamRow, saveStream } from "./stream-store";

/**
 * Where the tenant's audit log is sent, or null, for full administrators.
 * @throws Failure `forbidden` for all others
 */
export function viewAuditStream(caller: Caller<MemberPrincipal>): Promise<AuditStream | null> {
  const tenantId = authorized(caller);
  return withTenant(tenantId, async (tx) => {
    const stream = await findStream(tx, tenantId);
    return stream && shown(stream, await findLastPlace(tx, tenantId));
  });
}

/**
 * Sets where the tenant's audit log is sent, for full administrators. A stream that was there goes on where it was.
 * @throws Failure `forbidden` for all others
 */
export async function saveAuditStream(
  caller: Caller<MemberPrincipal>,
  input: AuditStreamSettings,
  now: Date = new Date(),
): Promise<void> {
  const tenantId = authorized(caller);
  await withTenant(tenantId, async (tx) => {
    const { authorization, sendsExisting, ...settings } = input;
    const before = await findStream(tx, tenantId);
    const cursorSeq = sendsExisting ? 0 : await findLastPlace(tx, tenantId);
    // A secret goes to the receiver for which it was entered, and to no other that somebody puts in its place.
    const isElsewhere = before !== null && (before.host !== input.host || before.port !== input.port);
    const kept = isElsewhere || input.target !== "https" ? null : undefined;
    const authorizationSealed =
      authorization === null ? kept : authorization === "" ? null : sealStreamSecret(tenantId, authorization);
    await saveStream(tx, tenantId, { ...settings, authorizationSealed }, { cursorSeq, at: now });
    await recordEvent(tx, caller, { action: "audit.stream-changed", target: logOf(caller), detail: factsOf(input) });
  });
}

/**
 * Ends the stream and forgets where it was, for full administrators.
 * @throws Failure `forbidden` for all others; `not-found` when there is none
 */
export async function removeAuditStream(caller: Caller<MemberPrincipal>): Promise<void> {
  const tenantId = authorized(caller);
  await withTenant(tenantId, async (tx) => {
    if (!(await removeStream(tx, tenantId))) throw notFound("stream");
    await recordEvent(tx, caller, { action: "audit.stream-removed", target: logOf(caller) });
  });
}

/**
 * Sends one line, which is no row of the log, to where the settings say, and tells what came of it; for full
 * administrators. Nothing is stored.
 * @throws Failure `forbidden` for all others
 */
export async function tryAuditStream(
  caller: Caller<MemberPrincipal>,
  input: AuditStreamSettings,
  now: Date = new Date(),
): Promise<AuditStreamTrial> {
  const tenantId = authorized(caller);
  const stored = await withTenant(tenantId, (tx) => findStream(tx, tenantId));
  const isSame = stored !== null && stored.host === input.host && stored.port === input.port;
  const kept = isSame ? destinationOf(tenantId, stored).authorization : null;
  const destination = { ...input, authorization: input.authorization === null ? kept : input.authorization || null };
  const line = streamLine(testEvent(caller, now), { ...input, tenantHost: hostOf(caller.principal.tenantSlug) });
  try {
    await deliver(destination, [line], env().PORTAL_STREAM_NETWORKS, AbortSignal.timeout(30_000));
    return { fault: null };
  } catch (error) {
    if (!(error instanceof DeliveryFault)) throw error;
    return { fault: { kind: error.kind, detail: error.detail } };
  }
}

/** Who may send what the tenant holds to a SIEM: the same who may set up its agents. */
function authorized({ principal }: Caller<MemberPrincipal>): string {
  authorize(principal, "audit:read");
  authorize(principal, "siem-agent:manage");
  return principal.tenantId;
}

function shown(stream: StreamRow, lastPlace: number): AuditStream {
  const { target, format, host, port, path, caPem, isEnabled, sent, fault, failingSince, lastSentAt } = stream;
  return {
    ...{ target, format, host, port, path, caPem, isEnabled, sent },
    hasAuthorization: stream.authorizationSealed !== null,
    waiting: Math.max(0, lastPlace - stream.cursorSeq),
    lastSentAt: lastSentAt?.toISOString() ?? null,
    fault:
      fault === null || failingSince === null
        ? null
        : {
            kind: fault,
            detail: stream.faultDetail ?? "",
            since: failingSince.toISOString(),
            nextAttemptAt: stream.nextAttemptAt.toISOString(),
          },
  };
}

function logOf({ principal }: Caller<MemberPrincipal>) {
  return { kind: "audit-log", id: principal.tenantId, name: principal.tenantSlug } as const;
}

function factsOf({ target, format, host, port, isEnabled }: AuditStreamSettings): AuditDetail {
  return { receiver: `${target} ${host}:${port}`, format, isEnabled };
}

function testEvent({ principal, ip, userAgent, requestId }: Caller<MemberPrincipal>, at: Date) {
  return {
    id: randomUUID(),
    at,
    seq: 0,
    hash: "",
    action: "audit.stream-tested",
    actor: { kind: "member", id: principal.memberId, name: principal.memberName, role: principal.role },
    target: { kind: "audit-log", id: principal.tenantId, name: principal.tenantSlug },
    ip,
    userAgent,
    requestId,
    detail: {},
  } as const;
}
