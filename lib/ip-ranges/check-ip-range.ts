import type { Transaction } from "../db/transaction";
import type { Visibility } from "../domain/access";
import { Failure } from "../domain/failure";
import type { IpRangeInput, Subnet, WantedTag } from "../domain/ip-range";
import { findIpTags, findOverlap, holdIpRanges, type IpRangeRow, insertIpTags, isNameTaken } from "./ip-range-store";
import { overlapping } from "./read-subnets";

/**
 * Makes the row of a range that may stand beside the tenant's others; no other change comes between. Tags with new names
 * are made.
 * @param except the range that it replaces, if any
 * @throws Failure `invalid` when its name is taken, one of its blocks meets another range, or a tag's id is unknown
 */
export async function checkIpRange(
  tx: Transaction,
  visibility: Visibility,
  input: IpRangeInput,
  subnets: readonly Subnet[],
  options: { except: string | null; now: Date },
): Promise<IpRangeRow> {
  await holdIpRanges(tx, visibility);
  const { name, category, organization, overrideOrganization } = input;
  if (await isNameTaken(tx, visibility, name, options.except))
    throw new Failure("invalid", `There is a range with the name ${name} already`, { field: "name" });
  const overlap = await findOverlap(tx, visibility, subnets, options.except);
  if (overlap !== null)
    throw overlapping({ originalString: overlap.given }, `${overlap.other} of the range ${overlap.name}`);
  const tagIds = await tagIdsOf(tx, visibility, input.tags);
  return { name, category, organization, overrideOrganization, tagIds, modifiedAt: options.now };
}

async function tagIdsOf(tx: Transaction, visibility: Visibility, tags: readonly WantedTag[]): Promise<string[]> {
  if (tags.length === 0) return [];
  const ids = tags.flatMap((tag) => (tag.kind === "id" ? [tag.id] : []));
  const names = tags.flatMap((tag) => (tag.kind === "name" ? [tag.name] : []));
  const found = await findIpTags(tx, visibility, { ids, names });
  const unknown = ids.find((id) => !found.some((tag) => tag.id === id));
  if (unknown !== undefined) throw new Failure("invalid", `There is no tag with the id ${unknown}`, { field: "tags" });
  const newNames = new Set(names.filter((name) => !found.some((tag) => tag.name === name)));
  const made = newNames.size === 0 ? [] : await insertIpTags(tx, visibility, [...newNames]);
  return [...new Set([...found.map(({ id }) => id), ...made])];
}
