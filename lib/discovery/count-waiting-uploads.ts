import type { Caller } from "../domain/access";
import { listUploads } from "./list-uploads";

/**
 * How many files wait for their parsing or are being parsed.
 * @throws Failure `forbidden` without `discovery:read`
 */
export async function countWaitingUploads(caller: Caller): Promise<number> {
  const { total } = await listUploads(caller, {
    conditions: [
      { field: "state", test: { kind: "among", values: ["queued", "parsing"], orNull: false, negated: false } },
    ],
    skip: 0,
    limit: 1,
    sortField: "openedAt",
    direction: "desc",
    scan: null,
  });
  return total;
}
