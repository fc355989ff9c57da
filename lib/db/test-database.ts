import { randomBytes } from "node:crypto";
import pg from "pg";

/**
 * Runs before each file of database tests, in its process: clones the migrated template into a database of the file's own
 * and points the settings of the portal at it. The server and the template come from `npm test`.
 */
const adminUrl = required("TEST_DATABASE_ADMIN_URL");
const template = required("TEST_DATABASE_TEMPLATE");
const database = `test_${randomBytes(6).toString("hex")}`;

const admin = new pg.Client({ connectionString: adminUrl });
await admin.connect();
await admin.query(`CREATE DATABASE ${database} TEMPLATE ${template} OWNER portcullis_owner`);
// Rights on a database are not cloned with it.
await admin.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
await admin.query(`GRANT CONNECT ON DATABASE ${database} TO portcullis_app, portcullis_auth`);
await admin.end();

process.env.DATABASE_URL = inDatabase(required("TEST_DATABASE_APP_URL"));
process.env.DATABASE_AUTH_URL = inDatabase(required("TEST_DATABASE_AUTH_URL"));
process.env.TEST_DATABASE_OWNER_URL = inDatabase(required("TEST_DATABASE_OWNER_URL"));
process.env.PORTAL_SESSION_SECRET = randomBytes(32).toString("base64url");
process.env.PORTAL_TOKEN_PEPPER = `k1:${randomBytes(32).toString("base64")}`;

function inDatabase(url: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing: database tests run through npm test -- db`);
  return value;
}
