import { once } from "node:events";
import { createServer, request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { boundReceiving } from "./bound-receiving";

const bounds = { bodyMilliseconds: 50, uploadMilliseconds: 60_000, silenceMilliseconds: 200 };
const server = createServer((incoming, outgoing) => {
  boundReceiving(incoming, outgoing, bounds);
  incoming.on("error", () => undefined);
  incoming.on("end", () => outgoing.end("done")).resume();
});

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Sends the first half of a body and the rest only after a while, or never. */
function send(path: string, secondHalfAfter: number | null): Promise<number | "cut off"> {
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return new Promise((resolve) => {
    const outgoing = request({ host: "127.0.0.1", port, path, method: "PUT", headers: { "content-length": "8" } });
    outgoing.on("response", (answer) => resolve(answer.resume().statusCode ?? 0));
    outgoing.on("error", () => resolve("cut off"));
    outgoing.write("half");
    if (secondHalfAfter !== null) setTimeout(() => outgoing.end("half"), secondHalfAfter);
  });
}

const upload = "/api/v1/discovery/upload/a/b";

test("H-05: a body that does not arrive in time is cut off", async () => {
  expect(await send("/api/v1/alerts/", null)).toBe("cut off");
});

test("an upload may take longer than that, as long as it goes on", async () => {
  expect(await send(upload, 150)).toBe(200);
  expect(await send(`/cas${upload}`, 150)).toBe(200);
});

test("H-05: an upload that has fallen silent is cut off", async () => {
  expect(await send(upload, null)).toBe("cut off");
});
