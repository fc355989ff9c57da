import { expect, test } from "@playwright/test";
import { type ApiWorld, makeApiWorld } from "../support/api-world";
import { hostOf, rawRequest } from "../support/raw-request";

/*
 * Requests that two servers might read differently. A proxy in front may pass any of them on; here each is either refused,
 * or read as one request and not as two. The hidden request would be answered with 404 for its path.
 */

let world: ApiWorld;
let host: string;
let secret: string;

test.beforeAll(async () => {
  world = await makeApiWorld();
  host = hostOf(world.tenant.slug);
  secret = await world.issue("global-administrator");
});

test.afterAll(() => world.close());

const hidden = (headers = "") => `GET /api/v1/smuggled HTTP/1.1\r\nHost: ${host}\r\n${headers}\r\n`;

/** A POST to a list of the API with headers and body as they are given, line ends included. */
function post(headers: string, body: string): string {
  return `POST /api/v1/alerts/ HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Token ${secret}\r\n${headers}\r\n\r\n${body}`;
}

const chunked = (body: string) => `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;

/** Each with whether the whole message is refused; otherwise it is one good request. */
const corpus: Record<string, () => string> = {
  "CL.TE": () => post(`Content-Length: ${5 + hidden().length}\r\nTransfer-Encoding: chunked`, `0\r\n\r\n${hidden()}`),
  "TE.CL": () => post("Transfer-Encoding: chunked\r\nContent-Length: 4", chunked(hidden())),
  "two lengths": () => post(`Content-Length: 2\r\nContent-Length: ${2 + hidden().length}`, `{}${hidden()}`),
  "two lengths in one header": () => post(`Content-Length: 2, ${2 + hidden().length}`, `{}${hidden()}`),
  "a signed length": () => post("Content-Length: +2", `{}${hidden()}`),
  "a length in hexadecimal": () => post("Content-Length: 0x2", `{}${hidden()}`),
  "a negative length": () => post("Content-Length: -1", `{}${hidden()}`),
  "TE after a vertical tab": () => post("Transfer-Encoding: \x0bchunked\r\nContent-Length: 2", `{}${hidden()}`),
  "TE with another coding after chunked": () => post("Transfer-Encoding: chunked, identity", `0\r\n\r\n${hidden()}`),
  "TE unknown": () => post("Transfer-Encoding: xchunked\r\nContent-Length: 2", `{}${hidden()}`),
  "TE twice": () => post("Transfer-Encoding: chunked\r\nTransfer-Encoding: cow", `0\r\n\r\n${hidden()}`),
  "TE with a space before its colon": () => post("Transfer-Encoding : chunked", `0\r\n\r\n${hidden()}`),
  "a folded TE": () =>
    post("X-Folded: a\r\n Transfer-Encoding: chunked\r\nTransfer-Encoding:\r\n chunked", `0\r\n\r\n${hidden()}`),
  "a folded header": () => post("X-Folded: a\r\n\tb\r\nContent-Length: 2", "{}"),
  "a bare LF between headers": () => post("X-One: a\nTransfer-Encoding: chunked", `0\r\n\r\n${hidden()}`),
  "a bare CR in a header": () => post("X-One: a\rTransfer-Encoding: chunked\r\nContent-Length: 2", `{}${hidden()}`),
  "a NUL in a header": () => post("X-One: a\0b\r\nContent-Length: 2", `{}${hidden()}`),
  "a chunk size that is not one": () => post("Transfer-Encoding: chunked", `zz\r\n{}\r\n0\r\n\r\n${hidden()}`),
  "a chunk size beyond all numbers": () =>
    post("Transfer-Encoding: chunked", `ffffffffffffffff1\r\n{}\r\n0\r\n\r\n${hidden()}`),
  "a chunk that ends in a bare LF": () => post("Transfer-Encoding: chunked", `2\n{}\n0\n\n${hidden()}`),
  "a chunk that is longer than it says": () => post("Transfer-Encoding: chunked", `2\r\n{}xx\r\n0\r\n\r\n${hidden()}`),
  "a chunk extension with a bare LF": () => post("Transfer-Encoding: chunked", `2;a=\n\r\n{}\r\n0\r\n\r\n${hidden()}`),
  "a request line of HTTP/0.9": () => `GET /api/v1/me\r\n\r\n${hidden()}`,
  "a second version": () => `GET /api/v1/me HTTP/1.1 HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
  "two hosts": () => `GET /api/v1/me HTTP/1.1\r\nHost: ${host}\r\nHost: evil.example\r\n\r\n`,
  "no host": () => "GET /api/v1/me HTTP/1.1\r\n\r\n",
};

for (const [name, bytes] of Object.entries(corpus))
  test(`H-02: ${name} is refused, and hides no second request`, async () => {
    const { text, statuses } = await rawRequest(bytes());
    expect(statuses.length, text).toBeLessThanOrEqual(1);
    for (const status of statuses) expect([400, 401, 411, 421, 501], text).toContain(status);
    expect(text).not.toContain("No such endpoint");
  });

test("H-02: what is good beside it is one answer each: a body in chunks, extensions, and two requests in a row", async () => {
  const plain = await rawRequest(post("Transfer-Encoding: chunked\r\nConnection: close", chunked('{"limit":1}')));
  expect(plain.statuses).toEqual([200]);
  const extended = await rawRequest(
    post("Transfer-Encoding: chunked\r\nConnection: close", "2;name=value\r\n{}\r\n0\r\n\r\n"),
  );
  expect(extended.statuses).toEqual([200]);
  const pipelined = await rawRequest(post("Content-Length: 2", `{}${hidden("Connection: close\r\n")}`));
  expect(pipelined.statuses).toEqual([200, 404]);
});
