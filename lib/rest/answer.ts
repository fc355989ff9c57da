import type { FastifyReply } from "fastify";
import type { Allowance } from "../request-quota/request-quota";

/** A whole answer. Headers are names and values in turn. */
export type Answer = { status: number; headers: readonly string[]; body: string };

export type SendAnswer = (reply: FastifyReply, answer: Answer) => void;

/**
 * Makes the one writer of this API's answers: each carries the headers of every answer, the request's id, and what is left
 * of the caller's allowance.
 *
 * Past Fastify's own sending: head and body leave in one piece with the headers as Node takes them, where Fastify collects
 * them in an object first and looks at the body's type and the content type of each answer again.
 * @param common headers of every answer, whatever it is
 */
export function answerWriter(common: Readonly<Record<string, string>>): SendAnswer {
  const always = [...Object.entries(common).flat(), "cache-control", "no-store"];
  return (reply, { status, headers, body }) => {
    const { raw, request } = reply.hijack();
    const head = always.concat(headers, "x-request-id", request.id);
    // What Fastify refuses before it routes was never guarded.
    const allowance = request.guarded?.allowance ?? null;
    if (allowance !== null) announce(head, allowance);
    head.push("content-length", String(Buffer.byteLength(body)));
    raw.writeHead(status, head);
    raw.end(body);
  };
}

function announce(head: string[], { limit, remaining, resetSeconds }: Allowance): void {
  head.push("ratelimit-limit", String(limit));
  head.push("ratelimit-remaining", String(remaining));
  head.push("ratelimit-reset", String(resetSeconds));
}
