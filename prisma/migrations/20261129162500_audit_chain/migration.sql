-- Each tenant's audit log is a chain: a row's hash covers the row and the hash before it, so that nothing in it can be
-- changed, taken out or put elsewhere without breaking every hash that follows. docs/decisions/0018-audit-chain.md.
--
-- Rows are chained at the commit of the transaction that wrote them: the lock that orders a tenant's rows is held during
-- commits alone, however long the transactions are, and is taken last, so that nobody who holds it waits for another row.

-- One per audit row, in the order of the chain: 1, 2, 3, … without gaps.
CREATE TABLE "audit_link" (
    "tenant_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "event_id" UUID NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_link_pkey" PRIMARY KEY ("tenant_id","seq")
);
CREATE UNIQUE INDEX "audit_link_tenant_id_event_id_key" ON "audit_link"("tenant_id", "event_id");
ALTER TABLE audit_link ADD CONSTRAINT audit_link_hash_length CHECK (octet_length(hash) = 32);

-- What the running transactions have written and not chained yet, a row for each statement. Empty between transactions.
CREATE TABLE "audit_unchained" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "event_ids" UUID[],

    CONSTRAINT "audit_unchained_pkey" PRIMARY KEY ("tenant_id","id")
);

SELECT fence_tenant_table(name::regclass) FROM unnest(ARRAY['audit_link', 'audit_unchained']) AS name;
GRANT SELECT ON audit_link TO portcullis_app;
GRANT SELECT ON audit_event TO portcullis_lookup;
GRANT SELECT, INSERT ON audit_link TO portcullis_lookup;
GRANT SELECT, INSERT, DELETE ON audit_unchained TO portcullis_lookup;
-- Whoever writes without a tenant's setting, in psql, is chained all the same.
CREATE POLICY lookup ON audit_event FOR SELECT TO portcullis_lookup USING (true);
CREATE POLICY lookup ON audit_link TO portcullis_lookup USING (true) WITH CHECK (true);
CREATE POLICY lookup ON audit_unchained TO portcullis_lookup USING (true) WITH CHECK (true);

-- What is hashed of a row: a JSON array of texts, the first of which names this form. lib/audit/chain-hash.ts makes the
-- same bytes without the database's help.
CREATE FUNCTION audit_row_bytes(e audit_event) RETURNS bytea
  LANGUAGE sql STABLE PARALLEL SAFE
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT convert_to(json_build_array(
      '1', e.tenant_id::text, e.id::text, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), e.action,
      e.actor_kind, e.actor_id, e.actor_name, e.actor_role, e.target_kind, e.target_id, e.target_name,
      e.ip, e.user_agent, e.request_id, e.detail::text
    )::text, 'UTF8')
  $$;

-- Where a tenant's chain begins.
CREATE FUNCTION audit_chain_start(tenant uuid) RETURNS bytea
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  SET search_path = pg_catalog, public, pg_temp
  AS $$ SELECT sha256(convert_to('portcullis audit chain 1 ' || tenant::text, 'UTF8')) $$;

CREATE FUNCTION audit_next_hash(reached bytea, before bytea, row_bytes bytea) RETURNS bytea
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT sha256(coalesce(reached, before) || row_bytes) $$;

-- As a window function: the hash at each row, the first of which follows `before`.
CREATE AGGREGATE audit_hash_after(before bytea, row_bytes bytea) (SFUNC = audit_next_hash, STYPE = bytea);

-- The rows that are there already. Within one moment their ids decide, as they do in the pages of the log.
LOCK TABLE audit_event IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE audit_event NO FORCE ROW LEVEL SECURITY;
ALTER TABLE audit_link NO FORCE ROW LEVEL SECURITY;
INSERT INTO audit_link (tenant_id, seq, event_id, hash)
SELECT e.tenant_id, row_number() OVER chain, e.id,
       audit_hash_after(audit_chain_start(e.tenant_id), audit_row_bytes(e)) OVER chain
FROM audit_event e
WINDOW chain AS (PARTITION BY e.tenant_id ORDER BY e.at, e.id ROWS UNBOUNDED PRECEDING);
ALTER TABLE audit_event FORCE ROW LEVEL SECURITY;
ALTER TABLE audit_link FORCE ROW LEVEL SECURITY;

CREATE FUNCTION auth.note_audit_events() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
BEGIN
  INSERT INTO audit_unchained (tenant_id, event_ids)
  SELECT w.tenant_id, array_agg(w.id ORDER BY w.at, w.id) FROM written w GROUP BY w.tenant_id;
  RETURN NULL;
END $$;
CREATE TRIGGER note_audit_events AFTER INSERT ON audit_event REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION auth.note_audit_events();

CREATE FUNCTION auth.chain_audit_events() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
DECLARE
  reached bigint := 0;
  hash_before bytea := audit_chain_start(NEW.tenant_id);
  last_link record;
  chained bigint;
BEGIN
  -- The guard's triggers lock the epoch: always before the chain, so that no two commits wait for each other.
  SET CONSTRAINTS note_change, note_removal, note_arrival_or_removal IMMEDIATE;
  PERFORM pg_advisory_xact_lock(hashtext('portcullis audit chain'), hashtext(NEW.tenant_id::text));
  SELECT l.seq, l.hash INTO last_link FROM audit_link l WHERE l.tenant_id = NEW.tenant_id ORDER BY l.seq DESC LIMIT 1;
  IF FOUND THEN
    reached := last_link.seq;
    hash_before := last_link.hash;
  END IF;
  INSERT INTO audit_link (tenant_id, seq, event_id, hash)
  SELECT e.tenant_id, reached + noted.place, e.id,
         audit_hash_after(hash_before, audit_row_bytes(e)) OVER (ORDER BY noted.place ROWS UNBOUNDED PRECEDING)
  FROM unnest(NEW.event_ids) WITH ORDINALITY AS noted(event_id, place)
  JOIN audit_event e ON e.tenant_id = NEW.tenant_id AND e.id = noted.event_id;
  GET DIAGNOSTICS chained = ROW_COUNT;
  IF chained <> cardinality(NEW.event_ids) THEN
    RAISE EXCEPTION 'only % of % rows of the audit log could be chained', chained, cardinality(NEW.event_ids);
  END IF;
  DELETE FROM audit_unchained u WHERE u.tenant_id = NEW.tenant_id AND u.id = NEW.id;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER chain_audit_events AFTER INSERT ON audit_unchained DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION auth.chain_audit_events();

-- For the tables' owner too: whoever wants to change the log has to take this away first, and the chain still tells.
CREATE FUNCTION refuse_audit_change() RETURNS trigger
  LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp
  AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is only ever added to' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER refuse_audit_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER refuse_audit_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_link
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- How far each tenant's chain has come, for the copy that is kept outside the database; and whether the links of earlier
-- copies are what they were.
CREATE FUNCTION auth.find_audit_heads()
  RETURNS TABLE (tenant_id uuid, tenant_slug text, seq bigint, hash bytea)
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT t.id, t.slug, coalesce(head.seq, 0), head.hash
    FROM tenant t
    LEFT JOIN LATERAL (
      SELECT l.seq, l.hash FROM audit_link l WHERE l.tenant_id = t.id ORDER BY l.seq DESC LIMIT 1
    ) AS head ON true
  $$;
CREATE FUNCTION auth.find_audit_links(tenants uuid[], seqs bigint[])
  RETURNS TABLE (tenant_id uuid, seq bigint, hash bytea)
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT l.tenant_id, l.seq, l.hash
    FROM unnest(tenants, seqs) AS wanted(tenant_id, seq)
    JOIN audit_link l ON l.tenant_id = wanted.tenant_id AND l.seq = wanted.seq
  $$;

DO $$
DECLARE
  definer text;
BEGIN
  FOREACH definer IN ARRAY ARRAY['auth.note_audit_events()', 'auth.chain_audit_events()'] LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', definer);
    EXECUTE format('ALTER FUNCTION %s OWNER TO portcullis_lookup', definer);
  END LOOP;
  FOREACH definer IN ARRAY ARRAY['auth.find_audit_heads()', 'auth.find_audit_links(uuid[], bigint[])'] LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', definer);
    EXECUTE format('ALTER FUNCTION %s OWNER TO portcullis_lookup', definer);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO portcullis_auth', definer);
  END LOOP;
END $$;
