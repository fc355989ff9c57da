-- A token whose secret comes by while a new key is current gets a second hash, under that key. The first one stays: another
-- process may not know the new key yet.
GRANT INSERT ON api_token_secret TO portcullis_lookup;
CREATE POLICY lookup_adds ON api_token_secret FOR INSERT TO portcullis_lookup WITH CHECK (true);

CREATE FUNCTION auth.add_token_hash(known_hashes bytea[], new_hash bytea, new_key text)
  RETURNS void
  LANGUAGE sql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    INSERT INTO api_token_secret (tenant_id, id, token_id, secret_hash, key_id)
    SELECT s.tenant_id, uuidv7(), s.token_id, new_hash, new_key
    FROM api_token_secret s
    JOIN api_token k ON k.tenant_id = s.tenant_id AND k.id = s.token_id AND k.revoked_at IS NULL
    WHERE s.secret_hash = ANY (known_hashes)
    LIMIT 1
    ON CONFLICT DO NOTHING
  $$;

-- Living tokens that have no hash under the current key, by a key that they have one under.
CREATE FUNCTION auth.count_tokens_without_key(current_key text)
  RETURNS TABLE (key_id text, tokens bigint)
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT s.key_id, count(DISTINCT (s.tenant_id, s.token_id))
    FROM api_token_secret s
    JOIN api_token k ON k.tenant_id = s.tenant_id AND k.id = s.token_id AND k.revoked_at IS NULL
    WHERE NOT EXISTS (
      SELECT FROM api_token_secret o
      WHERE o.tenant_id = s.tenant_id AND o.token_id = s.token_id AND o.key_id = current_key)
    GROUP BY s.key_id
  $$;

-- For the journal of revocations, which is kept outside the database. An expression, so that no list of a tenant's tokens is
-- tempted to read every revoked token instead of walking its own index.
CREATE INDEX api_token_by_revocation ON api_token ((revoked_at AT TIME ZONE 'UTC'))
  WHERE (revoked_at AT TIME ZONE 'UTC') IS NOT NULL;

CREATE FUNCTION auth.find_revoked_tokens(since timestamptz)
  RETURNS TABLE (tenant_id uuid, public_id text, revoked_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT k.tenant_id, k.public_id::text, k.revoked_at FROM api_token k
    WHERE (k.revoked_at AT TIME ZONE 'UTC') >= (since AT TIME ZONE 'UTC')
  $$;

-- Those of the tokens that live: none should, of tokens that the journal knows as revoked.
CREATE FUNCTION auth.find_living_tokens(tenants uuid[], public_ids text[])
  RETURNS TABLE (tenant_id uuid, public_id text, name text)
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT k.tenant_id, k.public_id::text, k.name
    FROM unnest(tenants, public_ids) AS wanted(tenant_id, public_id)
    JOIN api_token k ON k.tenant_id = wanted.tenant_id AND k.public_id = wanted.public_id::bpchar
    WHERE k.revoked_at IS NULL
  $$;

DO $$
DECLARE
  definer text;
BEGIN
  FOREACH definer IN ARRAY ARRAY[
    'auth.add_token_hash(bytea[], bytea, text)', 'auth.count_tokens_without_key(text)',
    'auth.find_revoked_tokens(timestamptz)', 'auth.find_living_tokens(uuid[], text[])'
  ] LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', definer);
    EXECUTE format('ALTER FUNCTION %s OWNER TO portcullis_lookup', definer);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO portcullis_auth', definer);
  END LOOP;
END $$;
