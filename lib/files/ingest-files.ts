import { recordEvent } from "../audit/record-event";
import { withTenant } from "../db/transaction";
import { type Caller, ingestibleFiles } from "../domain/access";
import { type RefusedRecord, readIngested } from "../domain/ingested";
import { ingestedFile } from "../domain/ingested-file";
import { saveFiles } from "./file-ingest-store";
import { fileRow } from "./file-row";

export type FileIngestResult = {
  /** How many files were stored, new or in place of what was known of them. */
  accepted: number;
  refused: RefusedRecord[];
};

/**
 * Takes in files as a sender sees them now. Those that cannot be read are refused one by one, the rest is stored, all or
 * none. A file is known by app, instance and the app's own id; of one that comes twice in a request the later counts.
 * @throws Failure `forbidden` without `file:ingest`
 */
export async function ingestFiles(
  caller: Caller,
  given: readonly unknown[],
  now = new Date(),
): Promise<FileIngestResult> {
  const visibility = ingestibleFiles(caller.principal);
  const { records, refused } = readIngested(ingestedFile, "file", given);
  const rows = new Map(records.map((file) => [`${file.appId}|${file.instance ?? 0}|${file.id}`, fileRow(file, now)]));
  const [first] = rows.values();
  if (first === undefined) return { accepted: 0, refused };
  const accepted = rows.size;
  await withTenant(visibility.tenantId, async (tx) => {
    await saveFiles(tx, visibility, [...rows.values()]);
    await recordEvent(tx, caller, {
      action: "file.ingested",
      target: { kind: "file", id: first.fileId, name: first.name },
      detail: { accepted, refused: refused.length },
    });
  });
  return { accepted, refused };
}
