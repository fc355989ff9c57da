import pg from "pg";

/*
 * Takes the tenant's filter out of every statement that a database role sends, just before it is sent, as if somebody had
 * forgotten it everywhere: what is left is row-level security.
 */

/** `tenant_id = $1`, as statements written by hand and by Prisma have it. */
const tenantFilter = /(?:"?[a-z_]\w*"?\.)*"?tenant_id"? = (\$\d+)(?:::uuid)?/g;

export type Stripping = {
  /** How many different statements lost a filter. */
  statements(): number;
  stop(): void;
};

/** Begins with it for every connection of this process whose user is of the role. */
export function stripTenantFilters(role: string): Stripping {
  const original = pg.Client.prototype.query;
  const seen = new Set<string>();
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    const [statement, ...rest] = given;
    const changed = this.user === role ? withoutFilter(statement, seen) : statement;
    return Reflect.apply(original, this, [changed, ...rest]);
  } as typeof original;
  return {
    statements: () => seen.size,
    stop: () => {
      pg.Client.prototype.query = original;
    },
  };
}

function withoutFilter(statement: unknown, seen: Set<string>): unknown {
  if (typeof statement === "string") return strip(statement, seen);
  if (typeof statement === "object" && statement !== null && "text" in statement && typeof statement.text === "string")
    return { ...statement, text: strip(statement.text, seen) };
  return statement;
}

/** The parameter stays in its place, asked for nothing. */
function strip(text: string, seen: Set<string>): string {
  const stripped = text.replace(tenantFilter, "($1::uuid is not null)");
  if (stripped !== text) seen.add(text);
  return stripped;
}
