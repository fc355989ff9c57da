import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { firstTenantLink } from "@/prisma/first-tenant";
import { type DatabaseUrls, ensureDatabaseRoles, type RolePasswords, urlFor } from "./database-roles";
import { DATABASE_NAME } from "./embedded-database";
import { applyMigrations } from "./migrations";
import { sentenceOf } from "./steps";

const USAGE = `Makes the portal's roles and database on a Postgres server of your own, and applies the migrations.

  npm run db:setup -- --admin-url postgresql://postgres:…@db.example.com/postgres [--database portcullis]

The three addresses that the portal needs are printed. Running it again keeps the data and sets new passwords, except
those given by PORTCULLIS_OWNER_PASSWORD, PORTCULLIS_APP_PASSWORD and PORTCULLIS_AUTH_PASSWORD.`;

/** `npm run db:setup`. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      "admin-url": { type: "string" },
      database: { type: "string", default: DATABASE_NAME },
      help: { type: "boolean" },
    },
  });
  const adminUrl = values["admin-url"] || process.env.DATABASE_ADMIN_URL;
  if (values.help || !adminUrl) {
    console.log(USAGE);
    process.exitCode = values.help ? 0 : 1;
    return;
  }
  const urls = await ensureDatabaseRoles({ adminUrl, database: values.database, passwords: passwords(process.env) });
  const applied = await applyMigrations(urls.ownerUrl);
  console.log(`# The roles and the database ${values.database} are ready; ${applied} migrations applied.`);
  console.log(settingsText(urls));
  const baseUrl = process.env.PORTAL_BASE_URL;
  const link = baseUrl ? await firstTenantLink({ authUrl: urls.authUrl, baseUrl }) : null;
  if (link !== null)
    console.log(`# Once the portal runs, this link makes the first tenant (once, within 24 hours):\n# ${link}`);
}

function passwords(source: NodeJS.ProcessEnv): RolePasswords {
  const fresh = () => randomBytes(24).toString("base64url");
  return {
    owner: source.PORTCULLIS_OWNER_PASSWORD || fresh(),
    app: source.PORTCULLIS_APP_PASSWORD || fresh(),
    auth: source.PORTCULLIS_AUTH_PASSWORD || fresh(),
  };
}

function settingsText({ appUrl, authUrl, ownerUrl }: DatabaseUrls): string {
  return [
    `DATABASE_URL=${shown(appUrl, process.env.PORTCULLIS_APP_PASSWORD)}`,
    `DATABASE_AUTH_URL=${shown(authUrl, process.env.PORTCULLIS_AUTH_PASSWORD)}`,
    "# For npm start and npm run migrate; the server itself neither needs nor gets it.",
    `DATABASE_OWNER_URL=${shown(ownerUrl, process.env.PORTCULLIS_OWNER_PASSWORD)}`,
  ].join("\n");
}

/** A password that came from the environment is known there already and does not belong into a container's log. */
function shown(url: string, givenPassword: string | undefined): string {
  return givenPassword ? urlFor(url, { password: "PASSWORD" }) : url;
}

main().catch((error: unknown) => {
  console.error(sentenceOf(error));
  process.exit(1);
});
