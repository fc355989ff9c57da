/** Bytes of one block: a broken connection loses no more than this, and 5 GB stay far below the most blocks of a file. */
export const blockBytes = 8 * 1024 * 1024;
const triesPerPart = 5;
const firstPauseMilliseconds = 1_000;

/** Why a file was not sent. What was sent is kept, except where the portal does not want the file at all. */
export type SendProblem = "network" | "expired" | "tooLarge" | "refused" | "unreadable";
export class SendFault extends Error {
  constructor(readonly problem: SendProblem) {
    super(`The file was not sent: ${problem}`);
  }
}

/** One request. Resolves with the answer's status, or 0 when the connection broke; throws when it was aborted. */
export type PutPart = (
  url: string,
  body: Blob | string,
  options: { signal: AbortSignal; onSent: (bytes: number) => void },
) => Promise<number>;

export type Sending = {
  /** From which block to go on. */
  from: number;
  signal: AbortSignal;
  /** How much of the file the portal has. */
  onProgress: (bytes: number) => void;
  /** How many blocks are there for sure. */
  onBlock: (blocks: number) => void;
  /** Whether the sender waits to try again. */
  onRetrying: (isRetrying: boolean) => void;
};

/**
 * Sends a file in blocks and says at the end which blocks are the file. A part that does not arrive is tried again, with
 * longer and longer pauses.
 * @throws SendFault when it is of no use to go on; the abort reason
 */
export async function sendFile(
  file: Blob,
  uploadUrl: string,
  sending: Sending,
  tools: { put: PutPart; pause: (milliseconds: number, signal: AbortSignal) => Promise<void> },
): Promise<void> {
  const blocks = Math.max(1, Math.ceil(file.size / blockBytes));
  for (let block = sending.from; block < blocks; block += 1) {
    const begin = block * blockBytes;
    const part = await readable(file.slice(begin, begin + blockBytes));
    sending.onProgress(begin);
    const url = `${uploadUrl}&comp=block&blockid=${encodeURIComponent(blockIdOf(block))}`;
    const onSent = (bytes: number) => sending.onProgress(begin + Math.min(bytes, part.size));
    await putWithPatience(url, part, { ...sending, onSent }, tools);
    sending.onBlock(block + 1);
    sending.onProgress(begin + part.size);
  }
  const ids = Array.from({ length: blocks }, (_, block) => `<Latest>${blockIdOf(block)}</Latest>`);
  const list = `<?xml version="1.0" encoding="utf-8"?><BlockList>${ids.join("")}</BlockList>`;
  await putWithPatience(`${uploadUrl}&comp=blocklist`, list, { ...sending, onSent: () => undefined }, tools);
}

type PartSending = Pick<Sending, "signal" | "onRetrying"> & { onSent: (bytes: number) => void };

async function putWithPatience(
  url: string,
  body: Blob | string,
  { signal, onRetrying, onSent }: PartSending,
  { put, pause }: Parameters<typeof sendFile>[3],
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const status = await put(url, body, { signal, onSent });
    onRetrying(false);
    if (status >= 200 && status < 300) return;
    const problem = problemOf(status);
    if (problem !== "network" || tries === triesPerPart) throw new SendFault(problem);
    onRetrying(true);
    await pause(firstPauseMilliseconds * 2 ** (tries - 1), signal);
  }
}

function problemOf(status: number): SendProblem {
  if (status === 0 || status === 408 || status === 429 || status >= 500) return "network";
  if (status === 413) return "tooLarge";
  return status === 403 || status === 404 ? "expired" : "refused";
}

/** Azure wants ids of one length, in base64. */
function blockIdOf(block: number): string {
  return btoa(String(block).padStart(6, "0"));
}

/** A file that was moved or changed since it was chosen fails when it is read, and would look like a broken connection. */
async function readable(part: Blob): Promise<Blob> {
  try {
    return new Blob([await part.arrayBuffer()]);
  } catch {
    throw new SendFault("unreadable");
  }
}
