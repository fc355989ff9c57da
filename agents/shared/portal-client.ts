import { createReadStream } from "node:fs";
import { Agent, type Dispatcher, fetch, ProxyAgent, request } from "undici";
import type { z } from "zod";
import { AgentStop, exitCodes } from "./exit-codes";
import { lookupHost } from "./lookup-host";

const callTimeoutMs = 30_000;
/** A file gets a minute, and more by its size: slower than this nothing is worth waiting for. */
const fileBytesPerMs = 16;

export type PortalSettings = {
  /** The tenant's own URL, without a path. */
  url: URL;
  token: string;
  /** `http://host:port` of a proxy, or null. */
  proxy: URL | null;
  /** Certificates that sign the portal's, PEM; null trusts the public authorities. */
  caPem: string | null;
  userAgent: string;
};

/** The portal could not be reached, or not now: the same call may work later. */
export class PortalUnavailable extends Error {
  constructor(
    message: string,
    /** What the portal asked for with Retry-After. */
    readonly retryAfterMs: number | null = null,
    /** The HTTP status of the portal's answer; null when there was none. */
    readonly status: number | null = null,
  ) {
    super(message);
    this.name = "PortalUnavailable";
  }
}

/** Calls the portal with the agent's token. Neither errors nor logs ever hold the token. */
export class PortalClient {
  readonly #settings: PortalSettings;
  readonly #dispatcher: Dispatcher;

  constructor(settings: PortalSettings) {
    this.#settings = settings;
    const connect = { timeout: 10_000, lookup: lookupHost, ...(settings.caPem === null ? {} : { ca: settings.caPem }) };
    this.#dispatcher =
      settings.proxy === null
        ? new Agent({ connect })
        : new ProxyAgent({ uri: settings.proxy.href, requestTls: connect });
  }

  /**
   * One call, answered as `answer` says.
   * @throws AgentStop when the token is not valid, PortalUnavailable for everything that may pass
   */
  async call<T>(method: "GET" | "POST", path: string, body: object | null, answer: z.ZodType<T>): Promise<T> {
    const response = await this.#send(method, path, body);
    if (response.status === 401)
      throw new AgentStop(
        exitCodes.invalidToken,
        "Invalid token: the portal does not know it. It is mistyped, was regenerated, or the agent was deleted.",
      );
    const text = await response.text().catch((error) => {
      throw unavailable(error);
    });
    if (response.status !== 200) {
      const seconds = Number(response.headers.get("retry-after"));
      const wait = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null;
      throw new PortalUnavailable(`The portal answered ${response.status}: ${sentenceOf(text)}`, wait, response.status);
    }
    const parsed = answer.safeParse(jsonOf(text));
    if (!parsed.success)
      throw new PortalUnavailable("The portal's answer is not what this version of the agent understands; update it");
    return parsed.data;
  }

  /**
   * Sends a file to a URL that the portal gave out. The URL says enough: the token does not go with it.
   * @throws PortalUnavailable for everything that may pass, a file system's error when the file cannot be read
   */
  async putFile(url: URL, path: string, sizeBytes: number): Promise<void> {
    const body = createReadStream(path);
    const unread = new Promise<never>((_resolve, reject) => body.once("error", reject));
    const sent = request(url, {
      method: "PUT",
      dispatcher: this.#dispatcher,
      signal: AbortSignal.timeout(60_000 + Math.ceil(sizeBytes / fileBytesPerMs)),
      headers: { "content-length": String(sizeBytes), "user-agent": this.#settings.userAgent },
      body,
    }).catch((error) => {
      throw unavailable(error);
    });
    const { statusCode, body: answer } = await Promise.race([sent, unread]);
    const text = await answer.text().catch(() => "");
    if (statusCode < 200 || statusCode > 299)
      throw new PortalUnavailable(
        `The portal did not take the file, ${statusCode}: ${sentenceOf(text)}`,
        null,
        statusCode,
      );
  }

  /** Ends open connections. */
  async close(): Promise<void> {
    await this.#dispatcher.destroy();
  }

  async #send(method: "GET" | "POST", path: string, body: object | null) {
    const { url, token, userAgent } = this.#settings;
    try {
      return await fetch(new URL(path, url), {
        method,
        dispatcher: this.#dispatcher,
        signal: AbortSignal.timeout(callTimeoutMs),
        // A redirect would carry the token to wherever it points.
        redirect: "error",
        headers: {
          authorization: `Token ${token}`,
          "user-agent": userAgent,
          ...(body === null ? {} : { "content-type": "application/json" }),
        },
        ...(body === null ? {} : { body: JSON.stringify(body) }),
      });
    } catch (error) {
      throw unavailable(error);
    }
  }
}

function unavailable(error: unknown): PortalUnavailable {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return new PortalUnavailable(
    `The portal cannot be reached: ${cause instanceof Error ? cause.message : String(cause)}`,
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The `detail` of the portal's error body, or the start of whatever something between us and the portal answered. */
function sentenceOf(text: string): string {
  const body = jsonOf(text);
  if (typeof body === "object" && body !== null && "detail" in body && typeof body.detail === "string")
    return body.detail;
  return text.slice(0, 200).replace(/\s+/g, " ");
}
