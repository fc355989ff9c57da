-- How many open alerts there are of each severity, and the list of one severity among the open ones.
CREATE INDEX "alert_tenant_id_resolution_severity_raised_at_id_idx"
  ON "alert"("tenant_id", "resolution", "severity", "raised_at" DESC, "id" DESC);

-- The apps that a tenant's alerts are about: what the list can be narrowed to. Reading them from the alerts would mean
-- reading all alerts.
CREATE TABLE "alert_app" (
    "tenant_id" UUID NOT NULL,
    "is_discovery" BOOLEAN NOT NULL,
    "app_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "alert_app_pkey" PRIMARY KEY ("tenant_id", "is_discovery", "app_id")
);

CREATE FUNCTION note_alert_apps() RETURNS trigger
  LANGUAGE plpgsql
  SET search_path = pg_catalog, public, pg_temp
  AS $$
BEGIN
  -- In the order of the key, so that two transactions that raise alerts about the same apps wait in the same order.
  INSERT INTO alert_app (tenant_id, is_discovery, app_id, name)
  SELECT DISTINCT ON (1, 2, 3) r.tenant_id, r.is_discovery, (app.entity ->> 'id')::integer, app.entity ->> 'label'
  FROM raised r, jsonb_path_query(r.entities, '$[*] ? (@.type == "service")') AS app(entity)
  ORDER BY 1, 2, 3
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER note_alert_apps AFTER INSERT ON alert
  REFERENCING NEW TABLE AS raised FOR EACH STATEMENT EXECUTE FUNCTION note_alert_apps();

-- The fence holds for the owner too, who here reads all tenants at once.
ALTER TABLE alert NO FORCE ROW LEVEL SECURITY;
INSERT INTO alert_app (tenant_id, is_discovery, app_id, name)
SELECT DISTINCT ON (1, 2, 3) a.tenant_id, a.is_discovery, (app.entity ->> 'id')::integer, app.entity ->> 'label'
FROM alert a, jsonb_path_query(a.entities, '$[*] ? (@.type == "service")') AS app(entity)
ORDER BY 1, 2, 3;
ALTER TABLE alert FORCE ROW LEVEL SECURITY;

SELECT fence_tenant_table('alert_app');
GRANT SELECT, INSERT ON alert_app TO portcullis_app;
