import { processOnce } from "../process-once";

/**
 * Who notes revocations in the place of this thread: null where the journal is kept here, or nowhere. Apart from the journal,
 * so that a thread which only asks for it need not load the database.
 */
export function journalKeeper(): { keeper: (() => Promise<void>) | null } {
  return processOnce("journal-keeper", () => ({ keeper: null }));
}
