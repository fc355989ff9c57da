import pg from "pg";
import { mintOneTimeCode } from "../lib/one-time-code";

const lifetimeHours = 24;

/**
 * The link with which the operator of an empty installation makes its first tenant and administrator. Each start makes a
 * new one, good once and for 24 hours; earlier ones stop working. Only the code's hash is stored.
 * @param input.authUrl connection of the role portcullis_auth
 * @param input.baseUrl the installation's general URL
 * @returns null as soon as there is a tenant.
 */
export async function firstTenantLink(input: { authUrl: string; baseUrl: string }): Promise<string | null> {
  const { code, codeHash } = mintOneTimeCode();
  const expiresAt = new Date(Date.now() + lifetimeHours * 60 * 60 * 1000);
  const client = new pg.Client({
    connectionString: input.authUrl,
    connectionTimeoutMillis: 10_000,
  });
  await client.connect();
  try {
    const { rows } = await client.query<{ is_open: boolean }>("select auth.renew_setup_code($1, $2) as is_open", [
      Buffer.from(codeHash),
      expiresAt,
    ]);
    return rows[0]?.is_open ? `${new URL(input.baseUrl).origin}/setup#code=${code}` : null;
  } finally {
    await client.end();
  }
}
