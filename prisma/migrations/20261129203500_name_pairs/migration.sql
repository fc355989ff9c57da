-- Search sorted by name or by owner, when what it looks for stands at the far end of the order: names that begin alike stand
-- together, so a search for "café" sorted by name would walk past everything before them. This table says where there is
-- nothing to find: a name that begins with `zone` (its first two letters) and contains `pair` (two letters that follow each
-- other, digits as 0) exists only where a row says so. Rows are added and never taken away: one too many costs a look.
CREATE TABLE "token_name_pair" (
    "tenant_id" UUID NOT NULL,
    "pair" TEXT NOT NULL,
    "zone" TEXT NOT NULL,

    CONSTRAINT "token_name_pair_pkey" PRIMARY KEY ("tenant_id", "pair", "zone")
);
SELECT fence_tenant_table('token_name_pair');
GRANT SELECT, INSERT ON token_name_pair TO portcullis_app;

-- The pairs of letters of a text in lower case.
CREATE FUNCTION letter_pairs(folded text) RETURNS SETOF text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  SET search_path = pg_catalog
  AS $$
    SELECT DISTINCT substr(translate(folded, '123456789', '000000000'), place, 2)
    FROM generate_series(1, length(folded) - 1) AS place
  $$;

CREATE FUNCTION keep_name_pairs() RETURNS trigger
  LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp
  AS $$
BEGIN
  -- In one order for all, so that no two can wait for each other.
  INSERT INTO token_name_pair (tenant_id, pair, zone)
  SELECT DISTINCT a.tenant_id, pair, left(a.name_key, 2) FROM added a, letter_pairs(a.name_key) AS pair
  WHERE a.shelf < 3
  ORDER BY 1, 2, 3
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_added_name_pairs AFTER INSERT ON api_token REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION keep_name_pairs();

-- The portal's role gives a token its name once; whoever changes one by hand is heard too.
CREATE FUNCTION keep_changed_name_pairs() RETURNS trigger
  LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp
  AS $$
BEGIN
  INSERT INTO token_name_pair (tenant_id, pair, zone)
  SELECT NEW.tenant_id, pair, left(NEW.name_key, 2) FROM letter_pairs(NEW.name_key) AS pair
  WHERE NEW.shelf < 3
  ORDER BY 1, 2, 3
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER keep_changed_name_pairs AFTER UPDATE OF name, kind ON api_token
  FOR EACH ROW WHEN (OLD.name_key IS DISTINCT FROM NEW.name_key OR OLD.shelf IS DISTINCT FROM NEW.shelf)
  EXECUTE FUNCTION keep_changed_name_pairs();

-- The fence holds for the owner too, who here writes to all tenants at once.
ALTER TABLE api_token NO FORCE ROW LEVEL SECURITY;
ALTER TABLE token_name_pair NO FORCE ROW LEVEL SECURITY;
INSERT INTO token_name_pair (tenant_id, pair, zone)
SELECT DISTINCT k.tenant_id, pair, k.zone
FROM (SELECT DISTINCT tenant_id, left(name_key, 2) AS zone, translate(name_key, '123456789', '000000000') AS folded
      FROM api_token WHERE shelf < 3) AS k,
     letter_pairs(k.folded) AS pair;
ALTER TABLE api_token FORCE ROW LEVEL SECURITY;
ALTER TABLE token_name_pair FORCE ROW LEVEL SECURITY;
