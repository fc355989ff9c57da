-- An alert is raised once for each silence of a log collector: kept is the beginning of the silence that has raised one.
ALTER TABLE log_collector_state ADD COLUMN alerted_silence TIMESTAMPTZ(3);

GRANT SELECT ON log_collector, log_collector_state, log_collector_source TO portcullis_lookup;
CREATE POLICY lookup ON log_collector FOR SELECT TO portcullis_lookup USING (true);
CREATE POLICY lookup ON log_collector_state FOR SELECT TO portcullis_lookup USING (true);
CREATE POLICY lookup ON log_collector_source FOR SELECT TO portcullis_lookup USING (true);

-- Tenants with a collector that was deployed and has brought nothing since a moment, and whose silence has raised no alert.
CREATE FUNCTION auth.find_tenants_with_silent_collectors(silent_since timestamptz)
  RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT DISTINCT c.tenant_id
    FROM log_collector c
    JOIN log_collector_state s ON s.tenant_id = c.tenant_id AND s.collector_id = c.id
    CROSS JOIN LATERAL (
      SELECT coalesce(max(d.last_received_at), c.created_at) AS since
      FROM log_collector_source d WHERE d.tenant_id = c.tenant_id AND d.collector_id = c.id
    ) silence
    WHERE c.disabled_at IS NULL AND s.last_seen_at IS NOT NULL AND silence.since < silent_since
      AND s.alerted_silence IS DISTINCT FROM silence.since
  $$;

REVOKE EXECUTE ON FUNCTION auth.find_tenants_with_silent_collectors(timestamptz) FROM PUBLIC;
ALTER FUNCTION auth.find_tenants_with_silent_collectors(timestamptz) OWNER TO portcullis_lookup;
GRANT EXECUTE ON FUNCTION auth.find_tenants_with_silent_collectors(timestamptz) TO portcullis_auth;
