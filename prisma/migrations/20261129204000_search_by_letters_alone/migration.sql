-- The search by letters reads its own index and nothing else. The tenant is part of each hashed term; asked for with `=` it
-- led Postgres to read the tenant's whole list of tokens besides and to intersect the two, nine tenths of the time at half
-- a million, and to start workers for it. What an index cannot serve is only checked on what was found.
CREATE OR REPLACE FUNCTION find_tokens_by_text(needle text, most integer) RETURNS uuid[]
  LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  SET max_parallel_workers_per_gather = 0
  AS $$
DECLARE
  tenant uuid := current_tenant();
  folded text := lower(needle);
  terms bigint[];
BEGIN
  IF tenant IS NULL OR folded = '' THEN RETURN '{}'; END IF;
  SELECT array_agg(DISTINCT hashtextextended(substr(folded, place, least(2, length(folded))), uuid_hash_extended(tenant, 0)))
  INTO terms
  FROM generate_series(1, greatest(1, length(folded) - 1)) AS place;
  RETURN ARRAY(
    SELECT k.id FROM api_token k
    WHERE search_terms(k.tenant_id, k.search_text) @> terms AND k.tenant_id IS NOT DISTINCT FROM tenant
      AND k.shelf < 3 AND position(folded IN k.search_text) > 0
    LIMIT most
  );
END $$;
