import { randomUUID } from "node:crypto";
import type pg from "pg";
import { hashSecret, mintSecret, type Pepper } from "@/lib/tokens/token-secret";
import { bulkLoad } from "./bulk-load";

/** A tenant of the generated world, with the administrator and the reader through whose eyes it is measured. */
export type WorldTenant = { id: string; slug: string; tokens: number; administratorId: string };

export type TokenWorld = {
  large: WorldTenant;
  small: WorldTenant;
  /** Secrets of living tokens, spread over all tenants, each with its tenant's slug. */
  secrets: { secret: string; slug: string; tokenId: string }[];
};

export type TokenWorldSize = { tenants: number; tokens: number; largest: number; smallest: number; secrets: number };

export const fullSize: TokenWorldSize = {
  tenants: 1_000,
  tokens: 1_000_000,
  largest: 500_000,
  smallest: 50,
  secrets: 20_000,
};

export const smallSize: TokenWorldSize = { tenants: 3, tokens: 1_000, largest: 900, smallest: 50, secrets: 800 };

/**
 * Tenants, members and tokens of every status, made inside Postgres by INSERT … SELECT over generate_series: nothing but
 * the known secrets travels. A tenth of the tokens is revoked; of the rest a sixth was never used, a half was used in
 * the past seven days. One name in five is not ASCII.
 */
export async function makeTokenWorld(admin: pg.Client, size: TokenWorldSize, pepper: Pepper): Promise<TokenWorld> {
  const tenants = tenantsOf(size);
  const tables = ["tenant", "member", "api_token", "api_token_secret", "token_use", "token_name_pair"];
  const secrets = Array.from({ length: size.secrets }, () => mintSecret("api"));
  await bulkLoad(admin, tables, async () => {
    await admin.query(
      "create temp table plan (tenant_id uuid, slug text, members int, tokens int, administrator uuid)",
    );
    await admin.query(
      "insert into plan select * from unnest($1::uuid[], $2::text[], $3::int[], $4::int[], $5::uuid[])",
      [
        tenants.map(({ id }) => id),
        tenants.map(({ slug }) => slug),
        tenants.map(({ tokens }) => Math.max(5, Math.min(2_000, Math.round(tokens / 100)))),
        tenants.map(({ tokens }) => tokens),
        tenants.map(({ administratorId }) => administratorId),
      ],
    );
    for (const statement of statements) await admin.query(statement);
    await admin.query(knownSecrets, [
      secrets.map(({ publicId }) => publicId),
      secrets.map(({ secret }) => Buffer.from(hashSecret(secret, pepper))),
      pepper.keyId,
    ]);
  });
  return { ...ends(tenants), secrets: await placesOf(admin, secrets) };
}

function tenantsOf(size: TokenWorldSize): WorldTenant[] {
  const others = size.tenants - 2;
  const each = Math.floor((size.tokens - size.largest - size.smallest) / others);
  const tokensAt = (index: number) => (index === 0 ? size.largest : index === 1 ? size.smallest : each);
  return Array.from({ length: size.tenants }, (_, index) => ({
    id: randomUUID(),
    slug: `bench-${String(index).padStart(4, "0")}`,
    tokens: tokensAt(index),
    administratorId: randomUUID(),
  }));
}

function ends([large, small]: WorldTenant[]): { large: WorldTenant; small: WorldTenant } {
  if (large === undefined || small === undefined) throw new Error("a world has at least two tenants");
  return { large, small };
}

const statements = [
  "insert into tenant (id, slug, name) select tenant_id, slug, 'Bench ' || slug from plan",
  `create temp table people as
   select p.tenant_id, n, case when n = 1 then p.administrator else gen_random_uuid() end as id,
          (array['Anna','Bo','陳雅婷','Zoë','José','Ming','Ólafur','林志明','Sara','Tom'])[1 + n % 10] || ' '
            || (array['Berg','Ng','Silva','Østergård','王','Kim','Novák'])[1 + n % 7] || ' ' || n as name,
          p.slug, p.tokens
   from plan p, generate_series(1, p.members) as n`,
  `insert into member (tenant_id, id, email, name, role, joined_at)
   select tenant_id, id, 'person' || n || '@' || slug || '.example', name, 'global-administrator', now() - interval '2 years'
   from people`,
  "create index on people (tenant_id, n)",
  // Rows come in the order of their generation, as in a database that has grown.
  `create temp table seeds as
   select p.tenant_id, i, random() as fate, random() as age, now() - interval '700 days' * (1 - i::float8 / p.tokens)
            - interval '1 minute' as created_at,
          1 + floor(random() * p.members)::int as owner,
          (array['Splunk forwarder','nightly export','SOC dashboard','夜間匯出','警示轉送','Ticket sync','Café backup',
                 'ci deploy','rapport über','playbook'])[1 + floor(random() * 10)::int] || ' ' || i as name
   from plan p, generate_series(1, p.tokens) as i`,
  `create temp table tokens as
   select s.tenant_id, uuidv7(s.created_at - now()) as id, m.id as member_id, s.name, m.name as owner,
          'person' || m.n || '@' || m.slug || '.example' as email, s.created_at,
          case when s.fate < 0.1 then now() - interval '10 minutes' - (now() - s.created_at) * s.age * 0.9 end as revoked_at,
          case when s.fate < 0.05 or s.fate between 0.1 and 0.25 then null
               when s.fate < 0.1 then s.created_at + (now() - s.created_at) * s.age * 0.05
               when s.fate < 0.7 then greatest(s.created_at, now() - interval '7 days' * s.age)
               else s.created_at + (now() - s.created_at) * s.age * 0.95 end as last_used_at
   from seeds s join people m on m.tenant_id = s.tenant_id and m.n = s.owner`,
  `insert into api_token (tenant_id, id, public_id, member_id, name, created_at, revoked_at, revoked_by_name,
                          shelf, name_key, owner_key, search_text)
   select tenant_id, id, substr(replace(gen_random_uuid()::text, '-', ''), 1, 12), member_id, name, created_at, revoked_at,
          case when revoked_at is not null then owner end,
          case when revoked_at is not null then 2 when last_used_at is not null then 1 else 0 end,
          lower(name), lower(owner), lower(concat_ws(E'\\n', name, owner, email))
   from tokens`,
  `insert into token_name_pair (tenant_id, pair, zone)
   select distinct tenant_id, pair, zone
   from (select distinct tenant_id, left(lower(name), 2) as zone,
                translate(lower(name), '123456789', '000000000') as folded from tokens) as t,
        letter_pairs(folded) as pair`,
  `insert into api_token_secret (tenant_id, id, token_id, secret_hash, key_id, created_at)
   select tenant_id, gen_random_uuid(), id, sha256(uuid_send(gen_random_uuid())), 'bench', created_at from tokens`,
  `insert into token_use (tenant_id, token_id, last_used_at, last_ip, last_user_agent, last_method, last_route, list_part)
   select tenant_id, id, last_used_at, '203.0.113.7', 'curl/8.9.1', 'GET', '/api/v1/alerts/', case when revoked_at is not null then 1 else 0 end
   from tokens`,
];

/** Secrets that the load generator knows, for living tokens drawn from all tenants. */
const knownSecrets = `
  with drawn as (
    select tenant_id, id, row_number() over () as place
    from (select tenant_id, id from tokens where revoked_at is null order by random()
          limit cardinality($1::text[])) as living
  ), given as (
    select * from unnest($1::text[], $2::bytea[]) with ordinality as g(public_id, secret_hash, place)
  ), named as (
    update api_token k set public_id = g.public_id from drawn d join given g using (place)
    where k.tenant_id = d.tenant_id and k.id = d.id
  )
  update api_token_secret s set secret_hash = g.secret_hash, key_id = $3
  from drawn d join given g using (place)
  where s.tenant_id = d.tenant_id and s.token_id = d.id`;

async function placesOf(
  admin: pg.Client,
  secrets: readonly { secret: string; publicId: string }[],
): Promise<TokenWorld["secrets"]> {
  const { rows } = await admin.query<{ public_id: string; slug: string; id: string }>(
    "select k.public_id, t.slug, k.id from api_token k join tenant t on t.id = k.tenant_id where k.public_id = any ($1)",
    [secrets.map(({ publicId }) => publicId)],
  );
  const places = new Map(rows.map((row) => [row.public_id, row]));
  return secrets.flatMap(({ secret, publicId }) => {
    const place = places.get(publicId);
    return place === undefined ? [] : [{ secret, slug: place.slug, tokenId: place.id }];
  });
}
