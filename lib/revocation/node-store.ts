import { z } from "zod";
import { authPool } from "../db/client";
import type { NodeCount } from "../guard/confirm-refusal";

const counted = z.object({
  epoch: z.coerce.number(),
  live: z.number(),
  applied: z.number(),
  longest_lease: z.number(),
});

/** How many processes of the portal know every change up to an epoch; up to the present one when null. */
export async function countNodes(epoch: number | null): Promise<NodeCount> {
  const { rows } = await authPool().query({
    name: "count_nodes",
    text: "select * from auth.count_nodes($1)",
    values: [epoch],
  });
  const { longest_lease: longestLease, ...row } = counted.parse(rows[0]);
  return { ...row, longestLease };
}
