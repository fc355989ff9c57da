import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import type { CustomParser } from "../domain/discovery-parser";
import { Failure } from "../domain/failure";
import { logSourceNamed } from "../domain/log-source";
import { findCustomParser } from "./data-source-store";

/**
 * What reads a file: the parser that its data source has of its own, whatever source the sender named; null for the parser
 * of the named appliance. A snapshot has no data source, so an appliance's parser must read it.
 * @throws Failure `invalid` when there is neither, with a sentence that says what to do
 */
export async function parserOf(
  tx: Transaction,
  visibility: Visibility,
  { source, stream, isSnapshot }: { source: string; stream: { id: string; name: string }; isSnapshot: boolean },
): Promise<CustomParser | null> {
  const parser = isSnapshot ? null : await findCustomParser(tx, visibility, stream.id);
  const known = logSourceNamed(source);
  if (parser !== null || known?.formatId !== undefined) return parser;
  if (isSnapshot)
    throw new Failure("invalid", "A snapshot has no data source, and with it no custom parser: name a data source", {
      field: "uploadAsSnapshot",
      messageKey: "snapshotNeedsFormat",
    });
  throw new Failure(
    "invalid",
    `${stream.name} has no custom parser: describe the log as a custom parser of that data source (CSV or key=value)`,
    { field: "inputStreamName", messageKey: "noCustomParser" },
  );
}
