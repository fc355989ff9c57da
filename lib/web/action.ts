import { headers } from "next/headers";
import type { z } from "zod";
import type { Caller, MemberPrincipal } from "../domain/access";
import type { ActionFailure, ActionResult } from "../domain/action-result";
import { Failure, isFailure } from "../domain/failure";
import type { SessionStage } from "../domain/session";
import { pathToUnstorable } from "../domain/storable-text";
import { log } from "../log";
import { requestOf } from "./request";
import { currentMember, sessionHolder } from "./session";
import { portalHost } from "./tenant-host";

/** Where an action of a visitor comes from. */
export type VisitorRequest = {
  ip: string;
  userAgent: string;
  requestId: string;
};

/**
 * Makes a server action of a use-case: checks the Origin, finds the caller, parses the input, and turns what is thrown
 * into an answer that may reach a browser. The use-case itself authorizes.
 */
export function memberAction<Schema extends z.ZodType, Output>(
  schema: Schema,
  useCase: (caller: Caller<MemberPrincipal>, input: z.output<Schema>) => Promise<Output>,
): (input: z.input<Schema>) => Promise<ActionResult<Output>> {
  return guarded(schema, async () => (await currentMember()) ?? refuseStranger(), useCase);
}

/**
 * The same for the acts that complete a sign-in, or prove it anew: for whoever holds a session at one of the stages.
 */
export function stageAction<Schema extends z.ZodType, Output>(
  stages: readonly SessionStage[],
  schema: Schema,
  useCase: (caller: Caller<MemberPrincipal>, input: z.output<Schema>) => Promise<Output>,
): (input: z.input<Schema>) => Promise<ActionResult<Output>> {
  const holderAtStage = async () => {
    const holder = await sessionHolder();
    return holder !== null && stages.includes(holder.stage) ? holder.caller : refuseStranger();
  };
  return guarded(schema, holderAtStage, useCase);
}

/** The same for acts before sign-in. */
export function publicAction<Schema extends z.ZodType, Output>(
  schema: Schema,
  work: (input: z.output<Schema>, request: VisitorRequest) => Promise<Output>,
): (input: z.input<Schema>) => Promise<ActionResult<Output>> {
  return guarded(schema, requestOf, (request, input) => work(input, request));
}

/** Who calls is settled before what they sent is looked at: a stranger learns nothing about the input. */
function guarded<Schema extends z.ZodType, Who, Output>(
  schema: Schema,
  find: () => Promise<Who>,
  work: (who: Who, input: z.output<Schema>) => Promise<Output>,
): (input: z.input<Schema>) => Promise<ActionResult<Output>> {
  return async (input) => {
    const { requestId } = await requestOf();
    try {
      await refuseForeignOrigin();
      const who = await find();
      const unstorable = pathToUnstorable(input);
      if (unstorable !== undefined) return refused("controlCharacters", unstorable, requestId);
      const parsed = schema.safeParse(input);
      if (!parsed.success) return invalid(parsed.error, requestId);
      return { ok: true, value: await work(who, parsed.data) };
    } catch (thrown) {
      if (isNavigation(thrown)) throw thrown;
      return failureOf(thrown, requestId);
    }
  };
}

function refuseStranger(): never {
  throw new Failure("unauthenticated", "Your session has ended", { messageKey: "sessionEnded" });
}

/**
 * Next lets a request without Origin pass and has accepted `null`; browsers send an Origin with every action, so
 * anything but the called host's own is refused.
 */
async function refuseForeignOrigin(): Promise<void> {
  const origin = (await headers()).get("origin");
  const { origin: own } = await portalHost();
  if (origin !== own)
    throw new Failure("forbidden", "This request did not come from the portal", {
      detail: `origin ${origin ?? "missing"}, expected ${own}`,
      messageKey: "foreignOrigin",
    });
}

function invalid(error: z.ZodError, requestId: string): ActionFailure {
  const issue = error.issues[0];
  const field = issue?.path.map(String).join(".");
  const isKey = issue && /^[a-z][A-Za-z]+$/.test(issue.message);
  return refused(isKey ? issue.message : "invalid", field, requestId);
}

/** @param key a key under `validation` in the message catalogue */
function refused(key: string, field: string | undefined, requestId: string): ActionFailure {
  return {
    ok: false,
    code: "invalid",
    messageKey: `validation.${key}`,
    message: "Check what you entered",
    ...(field ? { field } : {}),
    requestId,
  };
}

function failureOf(thrown: unknown, requestId: string): ActionFailure {
  if (!isFailure(thrown)) {
    log().error(
      {
        requestId,
        error: thrown instanceof Error ? thrown.stack : String(thrown),
      },
      "a server action failed",
    );
    return {
      ok: false,
      code: "bug",
      messageKey: "failures.bug",
      message: "Something went wrong",
      requestId,
    };
  }
  const { code, publicMessage, detail, field, messageKey, retryAfterSeconds } = thrown;
  log().info({ requestId, code, detail, publicMessage }, "a server action was refused");
  return {
    ok: false,
    code,
    messageKey: `failures.${messageKey ?? code}`,
    message: publicMessage,
    ...(field ? { field } : {}),
    ...(retryAfterSeconds ? { retryAfterSeconds } : {}),
    requestId,
  };
}

/** Next's redirect and notFound travel as thrown values and must pass. */
function isNavigation(thrown: unknown): boolean {
  return (
    thrown instanceof Error &&
    "digest" in thrown &&
    typeof thrown.digest === "string" &&
    thrown.digest.startsWith("NEXT_")
  );
}
