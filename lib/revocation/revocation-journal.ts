import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { log } from "../log";
import { processOnce } from "../process-once";
import { journalKeeper } from "./journal-keeper";
import { findRevived, findRevokedSince, type JournaledRevocation, revokeAnew } from "./revoked-token-store";

/**
 * The journal of revocations: a file of the data folder that is only ever added to, one revocation a line. It outlives the
 * database, so that a token which was revoked stays so when an older backup takes the database's place, whoever put it
 * there. It follows the database and not the verbs: what was revoked in psql is in it too.
 */
const fileName = "revocations.jsonl";
const noteEveryMilliseconds = 15_000;
/** Moments are set before transactions commit, by clocks that differ a little. */
const overlapMilliseconds = 10 * 60_000;
const replayBatch = 5_000;

const line = z.object({ tenantId: z.uuid(), publicId: z.string(), revokedAt: z.iso.datetime() });

type Journal = { file: string; known: Set<string>; since: Date; noting: Promise<void>; timer: NodeJS.Timeout | null };

/** Shared with the pages' copy of this module; without a journal, revocations are confirmed all the same. */
function state(): { journal: Journal | null } {
  return processOnce("revocation-journal", () => ({ journal: null }));
}

/**
 * Opens the journal of a data folder: first revokes anew what it knows as revoked and the database shows as living, then
 * follows the database. Several processes may share the folder, which only repeats lines.
 * @returns how many tokens were revoked anew
 */
export async function openJournal(dataDirectory: string): Promise<number> {
  mkdirSync(dataDirectory, { recursive: true });
  const file = path.join(dataDirectory, fileName);
  const revocations = readJournal(file);
  const revived = await replayJournal(revocations);
  const known = new Set(revocations.map(keyOf));
  const latest = revocations.reduce((latest, { revokedAt }) => Math.max(latest, Date.parse(revokedAt)), 0);
  const since = new Date(Math.max(0, latest - overlapMilliseconds));
  const journal: Journal = { file, known, since, noting: Promise.resolve(), timer: null };
  state().journal = journal;
  await noteRevocations();
  journal.timer = setInterval(() => void noteRevocations(), noteEveryMilliseconds);
  journal.timer.unref();
  return revived;
}

export function closeJournal(): void {
  const { journal } = state();
  if (journal?.timer) clearInterval(journal.timer);
  state().journal = null;
}

/** Writes what was revoked since the last time, and has handed it to the disk when it resolves. Never rejects. */
export function noteRevocations(): Promise<void> {
  const { journal } = state();
  const { keeper } = journalKeeper();
  if (keeper !== null) return keeper();
  if (journal === null) return Promise.resolve();
  // One after another, so that nothing that was committed before this call is missed.
  journal.noting = journal.noting
    .then(() => note(journal))
    .catch((error: unknown) =>
      log().error({ error: String(error) }, "revocations could not be written to the journal"),
    );
  return journal.noting;
}

/** Replays the journal while the portal runs, because another history of the database answers. */
export async function replayLater(): Promise<void> {
  const { journal } = state();
  if (journal === null) return;
  await replayJournal(readJournal(journal.file)).catch((error: unknown) =>
    log().error({ error: String(error) }, "the journal of revocations could not be replayed"),
  );
}

/** Revokes anew those of the revocations whose tokens live. @returns how many those were */
export async function replayJournal(revocations: readonly JournaledRevocation[]): Promise<number> {
  let count = 0;
  for (let begin = 0; begin < revocations.length; begin += replayBatch) {
    const revived = await findRevived(revocations.slice(begin, begin + replayBatch));
    for (const tenantId of new Set(revived.map((token) => token.tenantId)))
      count += await revokeAnew(
        tenantId,
        revived.filter((token) => token.tenantId === tenantId),
      );
  }
  if (count > 0) log().error({ tokens: count }, "an older database was restored: its revoked tokens were revoked anew");
  return count;
}

/** What a journal holds; a line that a power cut left half-written is passed over. */
export function readJournal(file: string): JournaledRevocation[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((text) => {
      const parsed = line.safeParse(jsonOf(text));
      return parsed.success ? [parsed.data] : [];
    });
}

async function note(journal: Journal): Promise<void> {
  const revoked = await findRevokedSince(journal.since);
  const fresh = revoked.filter((revocation) => !journal.known.has(keyOf(revocation)));
  if (fresh.length > 0) append(journal.file, fresh);
  for (const revocation of fresh) journal.known.add(keyOf(revocation));
  const latest = revoked.reduce((latest, { revokedAt }) => Math.max(latest, Date.parse(revokedAt)), 0);
  journal.since = new Date(Math.max(journal.since.getTime(), Math.min(latest, Date.now()) - overlapMilliseconds));
}

function append(file: string, revocations: readonly JournaledRevocation[]): void {
  const handle = openSync(file, "a", 0o600);
  try {
    // Each line begins with its break, so that what a power cut left of the last one spoils no other.
    writeSync(handle, revocations.map((revocation) => `\n${JSON.stringify(revocation)}`).join(""));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function keyOf({ tenantId, publicId }: JournaledRevocation): string {
  return `${tenantId} ${publicId}`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
