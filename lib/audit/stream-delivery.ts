import { once } from "node:events";
import { request } from "node:https";
import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { AuditStreamFault, AuditStreamFormat, AuditStreamTarget } from "../domain/audit-stream";
import { outboundLookup, RefusedAddress, refuseLiteralAddress } from "../outbound-address";

export type Destination = {
  target: AuditStreamTarget;
  format: AuditStreamFormat;
  host: string;
  port: number;
  path: string;
  caPem: string | null;
  authorization: string | null;
};

/** The receiver did not take the lines, or perhaps did: they are sent again. */
export class DeliveryFault extends Error {
  constructor(
    readonly kind: AuditStreamFault,
    readonly detail: string,
  ) {
    super(`${kind}: ${detail}`);
  }
}

const connectMilliseconds = 10_000;
const answerMilliseconds = 15_000;
/** A receiver that leaves its side of a connection open has taken the bytes all the same. */
const closeMilliseconds = 3_000;

/**
 * Hands lines to the receiver, in their order, and returns once it took them: with a status of 2xx, or by ending its side
 * of the syslog connection after it has read everything. Redirects are not followed.
 * @param allowedNetworks private networks that may be reached
 * @throws DeliveryFault
 */
export async function deliver(
  destination: Destination,
  lines: readonly string[],
  allowedNetworks: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  try {
    refuseLiteralAddress(destination.host, allowedNetworks);
    if (destination.target === "https") await post(destination, lines, allowedNetworks, signal);
    else await writeSyslog(destination, lines, allowedNetworks, signal);
  } catch (error) {
    throw faultOf(error);
  }
}

async function post(
  { host, port, path, caPem, authorization, format }: Destination,
  lines: readonly string[],
  allowedNetworks: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const body = Buffer.from(lines.map((line) => `${line}\n`).join(""));
  const outgoing = request({
    host,
    port,
    path: path === "" ? "/" : path,
    method: "POST",
    lookup: outboundLookup(allowedNetworks),
    agent: false,
    minVersion: "TLSv1.2",
    signal: AbortSignal.any([signal, AbortSignal.timeout(connectMilliseconds + answerMilliseconds)]),
    ...(caPem === null ? {} : { ca: caPem }),
    headers: {
      "content-type": format === "json" ? "application/x-ndjson" : "text/plain; charset=utf-8",
      "content-length": body.length,
      "user-agent": "Portcullis",
      ...(authorization === null ? {} : { authorization }),
    },
  });
  outgoing.end(body);
  const [response] = await once(outgoing, "response");
  response.resume();
  const status = Number(response.statusCode);
  outgoing.destroy();
  if (status < 200 || status > 299) throw new DeliveryFault("status", `HTTP ${status}`);
}

async function writeSyslog(
  { target, host, port, caPem }: Destination,
  lines: readonly string[],
  allowedNetworks: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const where = { host, port, lookup: outboundLookup(allowedNetworks) };
  const isTls = target === "syslog-tls";
  const socket: Socket = isTls
    ? connectTls({
        ...where,
        minVersion: "TLSv1.2",
        ...(isIP(host) === 0 ? { servername: host } : {}),
        ...(caPem === null ? {} : { ca: caPem }),
      })
    : connectTcp(where);
  let failure: Error | null = null;
  socket.on("error", (error) => {
    failure ??= error;
  });
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(connectMilliseconds)]);
    await once(socket, isTls ? "secureConnect" : "connect", { signal: limit });
    const closed = closeOf(socket);
    socket.resume();
    socket.end(Buffer.concat(lines.map(framed)));
    const patience = AbortSignal.any([signal, AbortSignal.timeout(answerMilliseconds)]);
    if (!socket.writableFinished && !socket.destroyed) await once(socket, "finish", { signal: patience });
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, closeMilliseconds).unref())]);
    if (failure) throw failure;
  } finally {
    socket.destroy();
  }
}

function closeOf(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once("close", () => resolve()));
}

/** `LENGTH SP LINE` (RFC 6587, 3.4.1): the length is in bytes. */
function framed(line: string): Buffer {
  const bytes = Buffer.from(line);
  return Buffer.concat([Buffer.from(`${bytes.length} `), bytes]);
}

function faultOf(error: unknown): DeliveryFault {
  if (error instanceof DeliveryFault) return error;
  if (error instanceof RefusedAddress) return new DeliveryFault("refused-address", error.message);
  const detail = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const isLate = error instanceof Error && /^(AbortError|TimeoutError)$/.test(error.name);
  return new DeliveryFault(faultKindOf(isLate ? "ETIMEDOUT" : code), detail.slice(0, 300));
}

function faultKindOf(code: string): AuditStreamFault {
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "unresolved";
  if (code === "ECONNREFUSED") return "refused-connection";
  if (/^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ABORT_ERR)$/.test(code)) return "timeout";
  // OpenSSL names what is wrong with a chain, say UNABLE_TO_VERIFY_LEAF_SIGNATURE.
  if (/^ERR_(TLS|SSL)|^UNABLE_TO_|CERT|SELF_SIGNED|INVALID_CA|MISMATCH/.test(code)) return "certificate";
  return "closed";
}
