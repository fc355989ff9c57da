-- The one-time link with which the first tenant of an empty installation is made. Not tenant-owned: it lives before any
-- tenant does. No role of the portal may touch the table; two functions speak for it.
CREATE TABLE "setup_code" (
    "code_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "setup_code_pkey" PRIMARY KEY ("code_hash")
);

GRANT SELECT, INSERT, DELETE ON setup_code TO portcullis_lookup;

-- Puts one code in the place of all earlier ones; false, and no code at all, once there is a tenant.
CREATE FUNCTION auth.renew_setup_code(new_hash bytea, new_expires_at timestamptz)
  RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
BEGIN
  LOCK TABLE setup_code IN SHARE ROW EXCLUSIVE MODE;
  DELETE FROM setup_code;
  IF EXISTS (SELECT FROM tenant) THEN
    RETURN false;
  END IF;
  INSERT INTO setup_code (code_hash, expires_at) VALUES (new_hash, new_expires_at);
  RETURN true;
END $$;

-- Whether a code would make the first tenant now.
CREATE FUNCTION auth.is_setup_code(wanted_hash bytea)
  RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT EXISTS (SELECT FROM setup_code WHERE code_hash = wanted_hash AND expires_at > now())
       AND NOT EXISTS (SELECT FROM tenant)
  $$;

-- Uses a code up, in the transaction that makes the tenant: of two requests the second waits, and is told false.
CREATE FUNCTION auth.use_setup_code(wanted_hash bytea)
  RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
BEGIN
  IF EXISTS (SELECT FROM tenant) THEN
    RETURN false;
  END IF;
  DELETE FROM setup_code WHERE code_hash = wanted_hash AND expires_at > now();
  RETURN FOUND;
END $$;

DO $$
DECLARE
  definer text;
BEGIN
  FOREACH definer IN ARRAY ARRAY[
    'auth.renew_setup_code(bytea, timestamptz)', 'auth.is_setup_code(bytea)', 'auth.use_setup_code(bytea)'
  ] LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', definer);
    EXECUTE format('ALTER FUNCTION %s OWNER TO portcullis_lookup', definer);
  END LOOP;
END $$;

GRANT EXECUTE ON FUNCTION auth.renew_setup_code(bytea, timestamptz), auth.is_setup_code(bytea) TO portcullis_auth;
-- The portal's own role may run this one function of the schema, because the tenant's row is written in the same transaction.
GRANT USAGE ON SCHEMA auth TO portcullis_app;
GRANT EXECUTE ON FUNCTION auth.use_setup_code(bytea) TO portcullis_app;
