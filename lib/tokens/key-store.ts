import { z } from "zod";
import { authPool } from "../db/client";

const counted = z.array(z.object({ key_id: z.string(), tokens: z.coerce.number() }));

/** How many living tokens have no hash under a key yet, by the other key that they rest on. For operators. */
export async function countTokensWithoutKey(keyId: string): Promise<{ keyId: string; tokens: number }[]> {
  const { rows } = await authPool().query("select * from auth.count_tokens_without_key($1)", [keyId]);
  return counted.parse(rows).map((row) => ({ keyId: row.key_id, tokens: row.tokens }));
}
