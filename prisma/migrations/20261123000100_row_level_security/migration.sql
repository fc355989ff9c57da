-- The second fence around each tenant, behind the visibility that every store takes.
--
-- Roles (made by scripts/database-roles.ts, because roles belong to the cluster):
--   portcullis_owner   owns the tables and runs migrations; the portal never signs in as it
--   portcullis_app     the portal: rows of one tenant at a time, never the hashes of secrets and passwords
--   portcullis_auth    the guard and the sign-in: may execute the functions of schema "auth", nothing else
--   portcullis_lookup  cannot sign in; owns those functions, so that no role needs BYPASSRLS
--
-- FORCE binds the owner too. A missing or empty setting makes current_tenant() null, and null equals nothing: zero rows.

CREATE FUNCTION current_tenant() RETURNS uuid
  LANGUAGE sql STABLE PARALLEL SAFE
  SET search_path = pg_catalog
  AS $$ SELECT nullif(current_setting('app.tenant', true), '')::uuid $$;

-- One call per tenant-owned table, in this and in every later migration.
CREATE FUNCTION fence_tenant_table(target regclass) RETURNS void
  LANGUAGE plpgsql
  AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format(
    'CREATE POLICY tenant_fence ON %s USING (tenant_id = (SELECT current_tenant())) WITH CHECK (tenant_id = (SELECT current_tenant()))',
    target
  );
END $$;
REVOKE EXECUTE ON FUNCTION fence_tenant_table(regclass) FROM PUBLIC;

SELECT fence_tenant_table(name::regclass) FROM unnest(ARRAY[
  'member', 'member_credential', 'member_invitation', 'member_session', 'sign_in_code',
  'api_token', 'api_token_secret', 'token_use', 'token_call', 'audit_event'
]) AS name;

ALTER TABLE tenant ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_fence ON tenant USING (id = (SELECT current_tenant())) WITH CHECK (id = (SELECT current_tenant()));

GRANT USAGE ON SCHEMA public TO portcullis_app, portcullis_auth, portcullis_lookup;
GRANT EXECUTE ON FUNCTION current_tenant() TO portcullis_app, portcullis_lookup;

GRANT SELECT, INSERT, UPDATE ON tenant, member, member_session TO portcullis_app;
GRANT SELECT, INSERT, UPDATE ON member_invitation, sign_in_code TO portcullis_app;
GRANT DELETE ON member_invitation, sign_in_code TO portcullis_app;
GRANT SELECT, INSERT ON api_token TO portcullis_app;
GRANT UPDATE (revoked_at, revoked_by_id, revoked_by_name) ON api_token TO portcullis_app;
GRANT SELECT, INSERT ON token_use TO portcullis_app;
GRANT SELECT ON token_call TO portcullis_app;
GRANT SELECT, INSERT ON audit_event TO portcullis_app;
-- Written but never read back: whoever takes over the portal's database role still learns no hash.
GRANT INSERT, SELECT (tenant_id, id, token_id, key_id, created_at) ON api_token_secret TO portcullis_app;
GRANT INSERT, UPDATE, SELECT (tenant_id, member_id, changed_at) ON member_credential TO portcullis_app;

-- What the guard and the sign-in need before a tenant is known.
CREATE SCHEMA auth;
GRANT USAGE ON SCHEMA auth TO portcullis_auth;
GRANT USAGE, CREATE ON SCHEMA auth TO portcullis_lookup;

GRANT SELECT ON tenant, member, member_credential, api_token, api_token_secret, token_use, token_call TO portcullis_lookup;
GRANT UPDATE ON token_use, token_call, member_credential TO portcullis_lookup;
GRANT INSERT ON token_call TO portcullis_lookup;
CREATE POLICY lookup ON tenant FOR SELECT TO portcullis_lookup USING (true);
CREATE POLICY lookup ON member FOR SELECT TO portcullis_lookup USING (true);
CREATE POLICY lookup ON member_credential FOR SELECT TO portcullis_lookup USING (true);
CREATE POLICY lookup ON api_token FOR SELECT TO portcullis_lookup USING (true);
CREATE POLICY lookup ON api_token_secret FOR SELECT TO portcullis_lookup USING (true);
CREATE POLICY lookup ON token_use TO portcullis_lookup USING (true);
CREATE POLICY lookup ON token_call TO portcullis_lookup USING (true) WITH CHECK (true);

CREATE FUNCTION auth.find_tenant(wanted_slug text)
  RETURNS TABLE (id uuid, slug text, name text, is_demo boolean, suspended_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$ SELECT id, slug, name, is_demo, suspended_at FROM tenant WHERE slug = wanted_slug $$;

CREATE FUNCTION auth.has_tenants()
  RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$ SELECT EXISTS (SELECT FROM tenant) $$;

-- Members by e-mail: in one tenant, or in all of them when the sign-in began at the general URL (tenant null).
CREATE FUNCTION auth.find_sign_in(wanted_email text, wanted_tenant uuid)
  RETURNS TABLE (
    tenant_id uuid, tenant_slug text, tenant_suspended_at timestamptz,
    member_id uuid, name text, role text, joined_at timestamptz, deactivated_at timestamptz, password_hash text
  )
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT m.tenant_id, t.slug, t.suspended_at, m.id, m.name, m.role, m.joined_at, m.deactivated_at, c.password_hash
    FROM member m
    JOIN tenant t ON t.id = m.tenant_id
    LEFT JOIN member_credential c ON c.tenant_id = m.tenant_id AND c.member_id = m.id
    WHERE m.email = wanted_email AND (wanted_tenant IS NULL OR m.tenant_id = wanted_tenant)
    ORDER BY m.tenant_id
    LIMIT 5
  $$;

-- One token by the hash of its secret (one hash per pepper in use), with all that the guard decides on, in one snapshot.
CREATE FUNCTION auth.lookup_token(wanted_hashes bytea[])
  RETURNS TABLE (
    tenant_id uuid, tenant_slug text, tenant_suspended_at timestamptz,
    token_id uuid, public_id text, name text, revoked_at timestamptz,
    member_id uuid, member_name text, member_email text, role text, member_joined_at timestamptz,
    member_deactivated_at timestamptz, last_used_at timestamptz
  )
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT k.tenant_id, t.slug, t.suspended_at, k.id, k.public_id::text, k.name, k.revoked_at,
           m.id, m.name, m.email, m.role, m.joined_at, m.deactivated_at, u.last_used_at
    FROM api_token_secret s
    JOIN api_token k ON k.tenant_id = s.tenant_id AND k.id = s.token_id
    JOIN tenant t ON t.id = k.tenant_id
    JOIN member m ON m.tenant_id = k.tenant_id AND m.id = k.member_id
    LEFT JOIN token_use u ON u.tenant_id = k.tenant_id AND u.token_id = k.id
    WHERE s.secret_hash = ANY (wanted_hashes)
  $$;

-- The latest use per token. Monotone: late batches and several nodes cannot move a last use back.
CREATE FUNCTION auth.record_last_uses(
    tenants uuid[], tokens uuid[], ats timestamptz[], ips text[], agents text[], methods text[], routes text[]
  )
  RETURNS void
  LANGUAGE sql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    UPDATE token_use u
    SET last_used_at = x.used_at, last_ip = x.ip, last_user_agent = x.agent, last_method = x.method, last_route = x.route
    FROM unnest(tenants, tokens, ats, ips, agents, methods, routes)
      AS x(tenant_id, token_id, used_at, ip, agent, method, route)
    WHERE u.tenant_id = x.tenant_id AND u.token_id = x.token_id
      AND (u.last_used_at IS NULL OR u.last_used_at < x.used_at)
  $$;

-- Calls per hour and kind, added to what is there. Rows of one batch are distinct by key.
CREATE FUNCTION auth.record_calls(
    tenants uuid[], tokens uuid[], hours timestamptz[], methods text[], routes text[], outcomes smallint[],
    ips text[], agents text[], counts integer[], last_ats timestamptz[]
  )
  RETURNS void
  LANGUAGE sql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    INSERT INTO token_call AS c
      (tenant_id, token_id, hour, method, route, outcome, ip, user_agent, calls, last_at)
    SELECT * FROM unnest(tenants, tokens, hours, methods, routes, outcomes, ips, agents, counts, last_ats)
    ON CONFLICT (tenant_id, token_id, hour, method, route, outcome, ip, user_agent)
    DO UPDATE SET calls = c.calls + excluded.calls, last_at = greatest(c.last_at, excluded.last_at)
  $$;

DO $$
DECLARE
  definer text;
BEGIN
  FOREACH definer IN ARRAY ARRAY[
    'auth.find_tenant(text)', 'auth.has_tenants()', 'auth.find_sign_in(text, uuid)', 'auth.lookup_token(bytea[])',
    'auth.record_last_uses(uuid[], uuid[], timestamptz[], text[], text[], text[], text[])',
    'auth.record_calls(uuid[], uuid[], timestamptz[], text[], text[], smallint[], text[], text[], integer[], timestamptz[])'
  ] LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', definer);
    EXECUTE format('ALTER FUNCTION %s OWNER TO portcullis_lookup', definer);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO portcullis_auth', definer);
  END LOOP;
END $$;

GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_throttle TO portcullis_auth;

-- Half-empty pages leave room for HOT updates: the last use moves without touching an index.
ALTER TABLE token_use SET (fillfactor = 50);
