import type { CursorPoint } from "../db/cursor";
import { withTenant } from "../db/transaction";
import { type Caller, type MemberPrincipal, type Visibility, visibilityOf } from "../domain/access";
import type { AuditDetail } from "../domain/audit-event";
import { type AuditFilter, type ExportFormat, exportMaximum } from "../domain/audit-query";
import { countEvents, findOlderEvents } from "./audit-list-store";
import { csvFile, type EventFile, jsonFile } from "./event-file";
import { recordEvent } from "./record-event";

const batchSize = 1_000;

const files: Record<ExportFormat, EventFile> = { csv: csvFile, json: jsonFile };

export type AuditExport = {
  /** The file, newest event first, piece by piece. Each piece is read from the database when it is asked for. */
  pieces: AsyncGenerator<string>;
  /** How many events the file holds. */
  count: number;
  /** More events match than one file holds; these are the newest of them. */
  isCut: boolean;
};

/**
 * A file of the events that match, for roles that may read the audit log: at most `exportMaximum`, newest first. What is
 * written while the export runs is not part of it. The export is itself audited before the first event leaves.
 * @throws Failure `forbidden` for all others
 */
export async function exportEvents(
  caller: Caller<MemberPrincipal>,
  input: { format: ExportFormat; filter: AuditFilter },
  now: Date = new Date(),
): Promise<AuditExport> {
  const { principal } = caller;
  const { format } = input;
  const visibility = visibilityOf(principal, "audit");
  const filter = { ...input.filter, until: earlierOf(input.filter.until, now) };
  const matching = await withTenant(principal.tenantId, async (tx) => {
    const found = await countEvents(tx, visibility, filter, exportMaximum + 1);
    await recordEvent(tx, caller, {
      action: "audit.exported",
      target: { kind: "audit-log", id: principal.tenantId, name: principal.tenantSlug },
      detail: { format, events: Math.min(found, exportMaximum), ...filterDetail(input.filter) },
    });
    return found;
  });
  const count = Math.min(matching, exportMaximum);
  return { pieces: writtenPieces(files[format], visibility, filter, count), count, isCut: matching > exportMaximum };
}

/** Walks by keyset in short transactions, so that a slow download holds no connection. */
async function* writtenPieces(
  file: EventFile,
  visibility: Visibility,
  filter: AuditFilter,
  count: number,
): AsyncGenerator<string> {
  yield file.head;
  let from: CursorPoint | null = null;
  for (let written = 0; written < count; ) {
    const walk: { from: CursorPoint | null; limit: number } = { from, limit: Math.min(batchSize, count - written) };
    const { events, end } = await withTenant(visibility.tenantId, (tx) =>
      findOlderEvents(tx, visibility, filter, walk),
    );
    if (events.length > 0) yield file.body(events, written === 0);
    if (end === null) break;
    written += events.length;
    from = end;
  }
  yield file.tail;
}

/** The filter in the audit row, as far as it narrowed anything. */
function filterDetail(filter: AuditFilter): AuditDetail {
  const { action, actor, target, search, from, until } = filter;
  const facts = { action, actor, target, search, from: from?.toISOString(), until: until?.toISOString() };
  return Object.fromEntries(Object.entries(facts).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

function earlierOf(until: Date | null, now: Date): Date {
  return until !== null && until < now ? until : now;
}
