import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openPagesInThread, type Pages } from "./pages-in-thread";

/** A thread that keeps the rules: /number counts its starts by the place it was given, /die kills it, /note asks to note. */
const program = `
import { createServer } from "node:http";
import { parentPort, workerData } from "node:worker_threads";
let noted;
const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
  if (request.url === "/die") throw new Error("a fault of a page");
  if (request.url !== "/note") return response.end(workerData.socketPath.at(-1));
  noted = (id) => response.end("noted " + id);
  parentPort.postMessage({ type: "note-revocations", id: 7 });
});
parentPort.on("message", ({ type, id }) => (type === "stop" ? process.exit(0) : noted(id)));
server.listen(workerData.socketPath, () => parentPort.postMessage({ type: "ready" }));
`;

const folder = mkdtempSync(path.join(tmpdir(), "portcullis-pages-"));
const needs = { tell: vi.fn(), noteRevocations: vi.fn(async () => {}) };
let pages: Pages;
const front = createServer((incoming, outgoing) => void pages.answer(incoming, outgoing));

beforeAll(async () => {
  pages = await openPagesInThread(programFile("pages.mjs", program), needs);
  await once(front.listen(0, "127.0.0.1"), "listening");
});

afterAll(async () => {
  front.closeAllConnections();
  front.close();
  await pages.stop();
  rmSync(folder, { recursive: true });
});

function programFile(name: string, source: string): URL {
  const file = path.join(folder, name);
  writeFileSync(file, source);
  return pathToFileURL(file);
}

async function ask(target: string): Promise<{ status: number | undefined; body: string }> {
  const { port } = front.address() as AddressInfo;
  const [answer] = (await once(get({ host: "127.0.0.1", port, path: target }), "response")) as [IncomingMessage];
  return { status: answer.statusCode, body: await text(answer) };
}

test("pages are answered by the thread", async () => {
  expect(await ask("/number")).toEqual({ status: 200, body: "1" });
});

test("the thread waits until what was revoked is noted", async () => {
  expect((await ask("/note")).body).toBe("noted 7");
  expect(needs.noteRevocations).toHaveBeenCalledOnce();
});

test("a fault that ends the thread ends neither the process nor the pages for long", async () => {
  expect((await ask("/die")).status).toBe(503);
  expect((await ask("/number")).status).toBe(503);
  await vi.waitFor(async () => expect(await ask("/number")).toEqual({ status: 200, body: "2" }), { timeout: 10_000 });
  expect(needs.tell).toHaveBeenCalledWith(expect.anything(), "the thread of the pages failed");
});

test("a thread that cannot start is an error with its reason", async () => {
  const broken = programFile("broken.mjs", 'throw new Error("no build was found")');
  await expect(openPagesInThread(broken, needs)).rejects.toThrow("no build was found");
  const silent = programFile("silent.mjs", "process.exit(3)");
  await expect(openPagesInThread(silent, needs)).rejects.toThrow("exit code 3");
});
