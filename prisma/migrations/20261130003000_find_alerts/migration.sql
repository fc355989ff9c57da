-- Alerts found by their title, and by what they are about, cost at a million rows what they cost at a thousand.
--
-- A tenant's alerts have few titles (their policies' names and some of the portal's own), so the search leaps from title to
-- title and reads each one that contains the text in the order of the list.
CREATE INDEX "alert_by_title" ON "alert"("tenant_id", "title", "resolution", "raised_at" DESC, "id" DESC);

-- What alerts are found by (`user:…`, `ip:…`, `service:…`), a row for each key, in the order of the list. Row-level security
-- keeps array operators from using an index on alert.entity_keys itself. The key is hashed: what is found is checked there.
CREATE TABLE "alert_key" (
    "tenant_id" UUID NOT NULL,
    "key_hash" BIGINT NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "alert_id" TEXT NOT NULL,

    CONSTRAINT "alert_key_pkey" PRIMARY KEY ("tenant_id", "key_hash", "raised_at", "alert_id")
);

CREATE FUNCTION note_alert_keys() RETURNS trigger
  LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp
  AS $$
BEGIN
  INSERT INTO alert_key (tenant_id, key_hash, raised_at, alert_id)
  SELECT r.tenant_id, hashtextextended(key, 0), r.raised_at, r.id FROM raised r, unnest(r.entity_keys) AS key
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER note_alert_keys AFTER INSERT ON alert
  REFERENCING NEW TABLE AS raised FOR EACH STATEMENT EXECUTE FUNCTION note_alert_keys();

-- The fence holds for the owner too, who here reads all tenants at once.
ALTER TABLE alert NO FORCE ROW LEVEL SECURITY;
INSERT INTO alert_key (tenant_id, key_hash, raised_at, alert_id)
SELECT a.tenant_id, hashtextextended(key, 0), a.raised_at, a.id FROM alert a, unnest(a.entity_keys) AS key
ON CONFLICT DO NOTHING;
ALTER TABLE alert FORCE ROW LEVEL SECURITY;

SELECT fence_tenant_table('alert_key');
GRANT SELECT, INSERT ON alert_key TO portcullis_app;
