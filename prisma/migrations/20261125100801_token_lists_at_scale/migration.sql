-- Lists of tokens cost at half a million rows what they cost at fifty: each index below names the query that it serves.
-- docs/decisions/0015-token-lists-at-scale.md tells what was refused.
--
-- Row-level security lets an index serve only comparisons that are leakproof, which lower(), LIKE and array operators are
-- not. So what lists sort by stands in columns of its own, written by triggers: nobody can forget them.
ALTER TABLE api_token
  ADD COLUMN shelf SMALLINT NOT NULL DEFAULT 0,
  ADD COLUMN name_key TEXT NOT NULL DEFAULT '',
  ADD COLUMN owner_key TEXT NOT NULL DEFAULT '',
  ADD COLUMN search_text TEXT NOT NULL DEFAULT '';
-- The last use to two minutes. An index on the exact moment would make each write of a use touch it; with the slot, uses
-- within two minutes stay on their page (HOT), and a page of the list sorts the few tokens of its slots.
ALTER TABLE token_use
  ADD COLUMN list_part SMALLINT NOT NULL DEFAULT 0,
  ADD COLUMN last_used_slot TIMESTAMPTZ(3)
    GENERATED ALWAYS AS (date_bin('2 minutes', last_used_at, TIMESTAMPTZ '2000-01-01 00:00:00+00')) STORED;

-- The fence holds for the owner too, who here writes to all tenants at once.
ALTER TABLE api_token NO FORCE ROW LEVEL SECURITY;
ALTER TABLE token_use NO FORCE ROW LEVEL SECURITY;
ALTER TABLE member NO FORCE ROW LEVEL SECURITY;
UPDATE api_token k
SET name_key = lower(k.name),
    owner_key = lower(m.name),
    search_text = lower(concat_ws(E'\n', k.name, m.name, m.email)),
    shelf = CASE
      WHEN k.kind <> 'api' THEN 3
      WHEN k.revoked_at IS NOT NULL THEN 2
      WHEN EXISTS (SELECT FROM token_use u
                   WHERE u.tenant_id = k.tenant_id AND u.token_id = k.id AND u.last_used_at IS NOT NULL) THEN 1
      ELSE 0 END
FROM member m
WHERE m.tenant_id = k.tenant_id AND m.id = k.member_id;
UPDATE token_use u SET list_part = k.shelf - 1
FROM api_token k
WHERE k.tenant_id = u.tenant_id AND k.id = u.token_id AND k.shelf >= 2;
ALTER TABLE api_token FORCE ROW LEVEL SECURITY;
ALTER TABLE token_use FORCE ROW LEVEL SECURITY;
ALTER TABLE member FORCE ROW LEVEL SECURITY;

CREATE FUNCTION write_token_keys() RETURNS trigger
  LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp
  AS $$
BEGIN
  NEW.name_key := lower(NEW.name);
  SELECT lower(m.name), lower(concat_ws(E'\n', NEW.name, m.name, m.email)) INTO NEW.owner_key, NEW.search_text
  FROM member m WHERE m.tenant_id = NEW.tenant_id AND m.id = NEW.member_id;
  NEW.owner_key := coalesce(NEW.owner_key, '');
  NEW.search_text := coalesce(NEW.search_text, NEW.name_key);
  NEW.shelf := CASE
    WHEN NEW.kind <> 'api' THEN 3
    WHEN NEW.revoked_at IS NOT NULL THEN 2
    WHEN EXISTS (SELECT FROM token_use u
                 WHERE u.tenant_id = NEW.tenant_id AND u.token_id = NEW.id AND u.last_used_at IS NOT NULL) THEN 1
    ELSE 0 END;
  RETURN NEW;
END $$;
CREATE TRIGGER write_token_keys BEFORE INSERT OR UPDATE OF name, kind, member_id, revoked_at ON api_token
  FOR EACH ROW EXECUTE FUNCTION write_token_keys();

CREATE FUNCTION write_owner_keys() RETURNS trigger
  LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp
  AS $$
BEGIN
  UPDATE api_token k
  SET owner_key = lower(NEW.name), search_text = lower(concat_ws(E'\n', k.name, NEW.name, NEW.email))
  WHERE k.tenant_id = NEW.tenant_id AND k.member_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER write_owner_keys AFTER UPDATE OF name, email ON member
  FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name OR OLD.email IS DISTINCT FROM NEW.email)
  EXECUTE FUNCTION write_owner_keys();

CREATE FUNCTION write_list_part() RETURNS trigger
  LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp
  AS $$
BEGIN
  UPDATE token_use u SET list_part = greatest(NEW.shelf - 1, 0)
  WHERE u.tenant_id = NEW.tenant_id AND u.token_id = NEW.id AND u.list_part <> greatest(NEW.shelf - 1, 0);
  RETURN NULL;
END $$;
CREATE TRIGGER write_list_part AFTER UPDATE OF kind, revoked_at ON api_token
  FOR EACH ROW WHEN (OLD.shelf IS DISTINCT FROM NEW.shelf) EXECUTE FUNCTION write_list_part();

CREATE FUNCTION read_list_part() RETURNS trigger
  LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp
  AS $$
BEGIN
  SELECT greatest(k.shelf - 1, 0) INTO NEW.list_part
  FROM api_token k WHERE k.tenant_id = NEW.tenant_id AND k.id = NEW.token_id;
  NEW.list_part := coalesce(NEW.list_part, 0);
  RETURN NEW;
END $$;
CREATE TRIGGER read_list_part BEFORE INSERT ON token_use FOR EACH ROW EXECUTE FUNCTION read_list_part();

-- A first use moves the token from the shelf of the unused. A token that is being revoked at this moment is left alone
-- (SKIP LOCKED): the batch of uses holds this row, the revocation holds that one, and each would wait for the other. Asked
-- again in each new slot, so that a revocation that was rolled back leaves nothing wrong behind.
CREATE FUNCTION shelve_used_token() RETURNS trigger
  LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp
  AS $$
BEGIN
  UPDATE api_token SET shelf = 1
  WHERE tenant_id = NEW.tenant_id AND id IN (
    SELECT k.id FROM api_token k
    WHERE k.tenant_id = NEW.tenant_id AND k.id = NEW.token_id AND k.shelf = 0
    FOR NO KEY UPDATE SKIP LOCKED
  );
  RETURN NULL;
END $$;
CREATE TRIGGER shelve_inserted_use AFTER INSERT ON token_use
  FOR EACH ROW WHEN (NEW.last_used_at IS NOT NULL) EXECUTE FUNCTION shelve_used_token();
CREATE TRIGGER shelve_use AFTER UPDATE OF last_used_at ON token_use
  FOR EACH ROW WHEN (OLD.last_used_slot IS DISTINCT FROM NEW.last_used_slot) EXECUTE FUNCTION shelve_used_token();

-- The triggers act as whoever writes: the portal inside a tenant, the guard's functions for all tenants.
GRANT UPDATE (shelf, owner_key, search_text) ON api_token TO portcullis_app, portcullis_lookup;
GRANT UPDATE (list_part) ON token_use TO portcullis_app;
CREATE POLICY lists ON api_token FOR UPDATE TO portcullis_lookup USING (true);

-- The list sorted by when a token was generated, by its name, by its owner: each page is one walk per shelf.
CREATE INDEX "api_token_list_by_created" ON "api_token"("tenant_id", "shelf", "created_at" DESC, "id" DESC);
CREATE INDEX "api_token_list_by_name" ON "api_token"("tenant_id", "shelf", "name_key", "id");
CREATE INDEX "api_token_list_by_owner" ON "api_token"("tenant_id", "shelf", "owner_key", "id");
-- The list sorted by last use, the tokens of a status that time decides, and their count.
CREATE INDEX "token_use_list_by_last_use" ON "token_use"("tenant_id", "list_part", "last_used_slot" DESC, "token_id" DESC);
-- The walks above do what these did.
DROP INDEX "api_token_living_by_created";
DROP INDEX "api_token_revoked";

-- Search for a part of a text, of any length and in any script: the index keeps each letter and each pair of letters,
-- hashed together with the tenant, so that a tenant's search never touches what other tenants wrote. (Trigrams find nothing
-- of two letters, which is how most Chinese words are written.)
CREATE FUNCTION search_terms(tenant uuid, folded text) RETURNS bigint[]
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT COST 5000
  SET search_path = pg_catalog
  AS $$
DECLARE
  seed bigint := uuid_hash_extended(tenant, 0);
  terms bigint[] := '{}';
  previous text := '';
  letter text;
BEGIN
  FOREACH letter IN ARRAY string_to_array(folded, NULL) LOOP
    terms := terms || hashtextextended(letter, seed) || hashtextextended(previous || letter, seed);
    previous := letter;
  END LOOP;
  RETURN terms;
END $$;
-- New entries gather in a short list first, because tokens of one tenant share most of their terms: merging a hundred at
-- once costs a tenth. A search reads that list too, which its limit (in kilobytes) keeps at a millisecond.
CREATE INDEX api_token_search ON api_token USING gin (search_terms(tenant_id, search_text))
  WITH (fastupdate = on, gin_pending_list_limit = 512);

-- The tokens of the session's tenant whose texts contain the needle, at most so many. Runs as the role that owns the
-- look-ups, because array operators are not leakproof; that role sees every tenant, so the tenant is asked for here.
CREATE FUNCTION find_tokens_by_text(needle text, most integer) RETURNS uuid[]
  LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
DECLARE
  tenant uuid := current_tenant();
  folded text := lower(needle);
  terms bigint[];
BEGIN
  IF tenant IS NULL OR folded = '' THEN RETURN '{}'; END IF;
  SELECT array_agg(hashtextextended(substr(folded, place, least(2, length(folded))), uuid_hash_extended(tenant, 0)))
  INTO terms
  FROM generate_series(1, greatest(1, length(folded) - 1)) AS place;
  RETURN ARRAY(
    SELECT k.id FROM api_token k
    WHERE search_terms(k.tenant_id, k.search_text) @> terms AND k.tenant_id = tenant
      AND k.shelf < 3 AND position(folded IN k.search_text) > 0
    LIMIT most
  );
END $$;
GRANT CREATE ON SCHEMA public TO portcullis_lookup;
ALTER FUNCTION find_tokens_by_text(text, integer) OWNER TO portcullis_lookup;
REVOKE CREATE ON SCHEMA public FROM portcullis_lookup;
REVOKE EXECUTE ON FUNCTION find_tokens_by_text(text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_tokens_by_text(text, integer) TO portcullis_app;
