-- A search of three letters or more is found by groups of three: at half a million tokens a pair of letters stands in a
-- quarter of them, and reading and intersecting such lists was most of a search's time. Letters and pairs stay, for shorter
-- texts: most Chinese words have two. The index takes about a minute for a million tokens; they are read all the while.
CREATE FUNCTION search_parts(tenant uuid, folded text) RETURNS bigint[]
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT COST 5000
  SET search_path = pg_catalog
  AS $$
DECLARE
  seed bigint := uuid_hash_extended(tenant, 0);
  terms bigint[] := '{}';
  before text := '';
  previous text := '';
  letter text;
BEGIN
  FOREACH letter IN ARRAY string_to_array(folded, NULL) LOOP
    terms := terms || hashtextextended(letter, seed) || hashtextextended(previous || letter, seed)
      || hashtextextended(before || previous || letter, seed);
    before := previous;
    previous := letter;
  END LOOP;
  RETURN terms;
END $$;

CREATE INDEX api_token_search_parts ON api_token USING gin (search_parts(tenant_id, search_text))
  WITH (fastupdate = on, gin_pending_list_limit = 512);

-- Asks for groups that together cover the needle, side by side: those between them would rule out little and cost as much.
CREATE OR REPLACE FUNCTION find_tokens_by_text(needle text, most integer) RETURNS uuid[]
  LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  SET max_parallel_workers_per_gather = 0
  AS $$
DECLARE
  tenant uuid := current_tenant();
  folded text := lower(needle);
  size integer := least(3, length(folded));
  terms bigint[];
BEGIN
  IF tenant IS NULL OR folded = '' THEN RETURN '{}'; END IF;
  SELECT array_agg(DISTINCT hashtextextended(
    substr(folded, least(place, length(folded) - size + 1), size), uuid_hash_extended(tenant, 0)))
  INTO terms
  FROM generate_series(1, length(folded), size) AS place;
  RETURN ARRAY(
    SELECT k.id FROM api_token k
    WHERE search_parts(k.tenant_id, k.search_text) @> terms AND k.tenant_id IS NOT DISTINCT FROM tenant
      AND k.shelf < 3 AND position(folded IN k.search_text) > 0
    LIMIT most
  );
END $$;

DROP INDEX api_token_search;
DROP FUNCTION search_terms(uuid, text);
ALTER INDEX api_token_search_parts RENAME TO api_token_search;
