import { z } from "zod";
import { leakReport, leakReportTokensMaximum } from "../domain/leak-report";
import type { Endpoint } from "./endpoint";

export const revocationEndpoints = {
  revokeLeaked: {
    group: "General",
    title: "Revoke leaked tokens",
    summary: `Revokes tokens that somebody found where they do not belong. Needs no token of its own: whoever presents a token proves to have it. Takes 1 to ${leakReportTokensMaximum} tokens of any kind and any tenant, as they are or as secret-token: URIs (RFC 8959), and where they were found, which their owners are told. When it answers, no process of the portal lets those tokens in any more. The answer is the same whether they were valid, revoked before, or never tokens at all.`,
    methods: ["POST"],
    path: "/api/v1/revocations/",
    aliases: [],
    access: "public",
    parameters: {},
    input: { kind: "fields", fields: leakReport },
    output: z.strictObject({ received: z.number().int().describe("How many texts were presented") }),
    errors: [
      { status: 400, when: "The body is no object with the field tokens." },
      { status: 413, when: "The body is larger than 64 KiB." },
      { status: 429, when: "Too many reports from this source; Retry-After says when to try again." },
      { status: 503, when: "The database does not answer at the moment; Retry-After says when to try again." },
    ],
    example: {
      path: "/api/v1/revocations/",
      body: {
        tokens: ["secret-token:the-token-that-was-found"],
        foundAt: "https://github.com/contoso/export/blob/main/config.py",
      },
      response: { received: 1 },
    },
  },
} as const satisfies Record<string, Endpoint>;
