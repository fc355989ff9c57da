import { describe, expect, test } from "vitest";
import { blockBytes, type PutPart, type Sending, sendFile } from "./send-file";

const url = "/upload?expires=1&signature=x";

function setUp(statuses: number[], put?: PutPart) {
  const sent: { url: string; size: number }[] = [];
  const told = { progress: [] as number[], blocks: [] as number[], pauses: [] as number[], retrying: [] as boolean[] };
  const sending: Sending = {
    from: 0,
    signal: new AbortController().signal,
    onProgress: (bytes) => told.progress.push(bytes),
    onBlock: (blocks) => told.blocks.push(blocks),
    onRetrying: (isRetrying) => told.retrying.push(isRetrying),
  };
  const answer: PutPart = async (to, body, { onSent }) => {
    const size = typeof body === "string" ? body.length : body.size;
    sent.push({ url: to, size });
    onSent(size);
    return statuses.shift() ?? 201;
  };
  const tools = { put: put ?? answer, pause: async (milliseconds: number) => void told.pauses.push(milliseconds) };
  return { sent, told, sending, tools };
}

const file = new Blob([new Uint8Array(blockBytes * 2 + 5)]);

describe("sending a file", () => {
  test("cuts it into blocks and lists them in their order at the end", async () => {
    const { sent, told, sending, tools } = setUp([]);
    await sendFile(file, url, sending, tools);
    expect(sent.map(({ size }) => size).slice(0, 3)).toEqual([blockBytes, blockBytes, 5]);
    expect(sent.at(-1)?.url).toBe(`${url}&comp=blocklist`);
    expect(told.progress.at(-1)).toBe(file.size);
    expect(told.blocks).toEqual([1, 2, 3]);
  });

  test("sends a part again that did not arrive, and waits longer each time", async () => {
    const { sent, told, sending, tools } = setUp([201, 0, 503, 201]);
    await sendFile(file, url, sending, tools);
    expect(told.pauses).toEqual([1_000, 2_000]);
    expect(sent).toHaveLength(6);
    expect(told.retrying.at(-1)).toBe(false);
  });

  test("gives up after five tries and goes on later from the block that is missing", async () => {
    const { told, sending, tools } = setUp([201, 0, 0, 0, 0, 0]);
    await expect(sendFile(file, url, sending, tools)).rejects.toMatchObject({ problem: "network" });
    expect(told.blocks).toEqual([1]);
    const later = setUp([]);
    await sendFile(file, url, { ...later.sending, from: 1 }, later.tools);
    expect(later.sent.map(({ size }) => size).slice(0, 2)).toEqual([blockBytes, 5]);
  });

  test.each([
    [403, "expired"],
    [404, "expired"],
    [409, "refused"],
    [413, "tooLarge"],
  ])("does not try again after an answer of %i", async (status, problem) => {
    const { sent, sending, tools } = setUp([status]);
    await expect(sendFile(file, url, sending, tools)).rejects.toMatchObject({ problem });
    expect(sent).toHaveLength(1);
  });

  test("says so when the file cannot be read any more", async () => {
    const { sending, tools } = setUp([]);
    const gone = new Blob(["x"]);
    gone.slice = () => {
      const part = new Blob();
      part.arrayBuffer = () => Promise.reject(new Error("NotReadableError"));
      return part;
    };
    await expect(sendFile(gone, url, sending, tools)).rejects.toMatchObject({ problem: "unreadable" });
  });
});
