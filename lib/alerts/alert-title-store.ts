import { z } from "zod";
import { partOf } from "../db/search-pattern";
import type { Transaction } from "../db/transaction";

/** A tenant's alerts bear the names of its policies: with more titles than these, the list is read instead. */
const titleMaximum = 1_000;
const wantedMaximum = 100;

/**
 * The titles that contain a text, whatever the case. Leaps from title to title along an index instead of reading each alert.
 * @returns null when there are too many titles to look at, or too many that contain it
 */
export async function findTitlesWith(tx: Transaction, tenantId: string, text: string): Promise<string[] | null> {
  const rows = await tx.$queryRaw`
    with recursive titles as (
      (select title from alert where tenant_id = ${tenantId}::uuid order by title limit 1)
      union all
      select next.title from titles, lateral (
        select title from alert where tenant_id = ${tenantId}::uuid and alert.title > titles.title order by title limit 1
      ) as next
    ), known as materialized (select title from titles limit ${titleMaximum + 1})
    select (select count(*)::int from known) as known, array(
      select title from known where title ilike ${partOf(text)} limit ${wantedMaximum + 1}
    ) as wanted`;
  const [{ known, wanted }] = z.tuple([z.object({ known: z.number(), wanted: z.array(z.string()) })]).parse(rows);
  return known > titleMaximum || wanted.length > wantedMaximum ? null : wanted;
}
