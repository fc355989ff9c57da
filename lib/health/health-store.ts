import { authPool } from "../db/client";

/** Asks the database for nothing, to see whether it answers. */
export async function askDatabase(): Promise<void> {
  await authPool().query("select 1");
}
