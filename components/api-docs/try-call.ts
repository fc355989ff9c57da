/** A call as its sender wrote it. */
export type WrittenCall = { method: string; path: string; token: string | null; body: string | null };

/** What keeps a written call from being sent. */
export type CallProblem = { part: "token" | "path" } | { part: "body"; reason: string };

/** A call that may be sent: its URL lies in this API, its header is one that HTTP can carry, its body is JSON. */
export type ReadyCall = { url: string; init: RequestInit };

/** What came back, as far as its reader needs it. */
export type CallAnswer = {
  status: number;
  milliseconds: number;
  /** Name and value of the headers that tell about the call. */
  headers: [name: string, value: string][];
  /** The body, indented when it is JSON, cut at `shownMaximum` characters. */
  body: string;
  isCut: boolean;
};

const apiPath = /^\/(?:cas\/)?api\//;
/** What a header can carry; a token is nothing else. */
const headerText = /^[\x21-\x7e]+$/;
const shownHeaders = [
  "RateLimit-Limit",
  "RateLimit-Remaining",
  "RateLimit-Reset",
  "Retry-After",
  "Allow",
  "WWW-Authenticate",
  "Content-Type",
  "X-Request-Id",
];
/** More than this makes a page slow and tells nobody anything. */
const shownMaximum = 200_000;

/**
 * Checks a written call and makes the request of it. It carries the token and no cookie, so it is answered as a
 * program's call is, and can only go to the API of the page's own origin.
 */
export function readyCall(call: WrittenCall, origin: string): ReadyCall | CallProblem {
  const url = URL.canParse(call.path, origin) ? new URL(call.path, origin) : null;
  if (url === null || url.origin !== origin || !apiPath.test(url.pathname)) return { part: "path" };
  const headers: Record<string, string> = {};
  if (call.token !== null) {
    const token = bareToken(call.token);
    if (!headerText.test(token)) return { part: "token" };
    headers.authorization = `Token ${token}`;
  }
  if (call.body !== null) {
    const reason = whyNotJson(call.body);
    if (reason !== null) return { part: "body", reason };
    headers["content-type"] = "application/json";
  }
  const { method, body } = call;
  return { url: url.href, init: { method, headers, body, credentials: "omit", cache: "no-store", redirect: "error" } };
}

/** Sends a call and waits for the whole answer. Throws what fetch throws. */
export async function sendCall({ url, init }: ReadyCall, signal: AbortSignal): Promise<CallAnswer> {
  const begun = performance.now();
  const answer = await fetch(url, { ...init, signal });
  const text = await answer.text();
  const milliseconds = Math.round(performance.now() - begun);
  const headers = shownHeaders.flatMap((name): [string, string][] => {
    const value = answer.headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  const body = readable(text);
  return {
    status: answer.status,
    milliseconds,
    headers,
    body: body.slice(0, shownMaximum),
    isCut: body.length > shownMaximum,
  };
}

/** People paste the whole header's value, or a line break after the token. */
function bareToken(pasted: string): string {
  return pasted.trim().replace(/^(?:token|bearer)\s+/i, "");
}

function whyNotJson(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
