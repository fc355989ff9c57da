-- How many API requests of the current minute are handed out to the portal's processes: one row for each token, and one
-- for each tenant, under the tenant's own id. Unlogged: written often, worth nothing after a minute, empty after a crash.
CREATE UNLOGGED TABLE "request_quota" (
    "tenant_id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "window_ends_at" TIMESTAMPTZ(3) NOT NULL,
    "maximum" INTEGER NOT NULL,
    "leased" INTEGER NOT NULL,
    "last_lease" INTEGER NOT NULL,

    CONSTRAINT "request_quota_pkey" PRIMARY KEY ("tenant_id", "subject_id")
);

-- Rows change in place, several times a minute each.
ALTER TABLE request_quota SET (fillfactor = 50);
SELECT fence_tenant_table('request_quota');
CREATE POLICY lookup ON request_quota TO portcullis_lookup USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON request_quota TO portcullis_lookup;

-- Leases requests to one process, for many subjects at once. A lease is never more than half of what is left (but at least
-- one while there is any), so that one process cannot take the minute from the others. A window begins with its first
-- request. Rows are locked in key order, so two processes cannot deadlock.
CREATE FUNCTION auth.lease_requests(
    tenants uuid[], subjects uuid[], maximums integer[], wanted integer[], window_seconds integer
  )
  RETURNS TABLE (
    tenant_id uuid, subject_id uuid, last_lease integer, leased integer,
    window_ends_at timestamptz, milliseconds_left double precision
  )
  LANGUAGE sql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    INSERT INTO request_quota AS q (tenant_id, subject_id, window_ends_at, maximum, leased, last_lease)
    SELECT x.tenant_id, x.subject_id, now() + make_interval(secs => window_seconds), x.maximum, lease.size, lease.size
    FROM unnest(tenants, subjects, maximums, wanted) AS x(tenant_id, subject_id, maximum, wanted)
    CROSS JOIN LATERAL (SELECT least(x.wanted, greatest(1, x.maximum / 2))) AS lease(size)
    ORDER BY x.tenant_id, x.subject_id
    ON CONFLICT ON CONSTRAINT request_quota_pkey DO UPDATE SET
      window_ends_at = CASE WHEN q.window_ends_at <= now() THEN excluded.window_ends_at ELSE q.window_ends_at END,
      maximum = excluded.maximum,
      last_lease = CASE WHEN q.window_ends_at <= now() THEN excluded.last_lease
        ELSE greatest(0, least(excluded.last_lease, excluded.maximum - q.leased, greatest(1, (excluded.maximum - q.leased) / 2)))
        END,
      leased = CASE WHEN q.window_ends_at <= now() THEN excluded.last_lease
        ELSE q.leased
          + greatest(0, least(excluded.last_lease, excluded.maximum - q.leased, greatest(1, (excluded.maximum - q.leased) / 2)))
        END
    RETURNING q.tenant_id, q.subject_id, q.last_lease, q.leased, q.window_ends_at,
      extract(epoch FROM q.window_ends_at - clock_timestamp())::double precision * 1000
  $$;

-- Takes back what a process leased and did not spend, as long as the window of the lease still runs.
CREATE FUNCTION auth.return_requests(tenants uuid[], subjects uuid[], windows timestamptz[], unspent integer[])
  RETURNS void
  LANGUAGE sql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    WITH locked AS (
      SELECT q.tenant_id, q.subject_id, x.unspent
      FROM unnest(tenants, subjects, windows, unspent) AS x(tenant_id, subject_id, window_ends_at, unspent)
      JOIN request_quota q USING (tenant_id, subject_id, window_ends_at)
      ORDER BY q.tenant_id, q.subject_id
      FOR UPDATE OF q
    )
    UPDATE request_quota q
    SET leased = greatest(0, q.leased - locked.unspent)
    FROM locked
    WHERE q.tenant_id = locked.tenant_id AND q.subject_id = locked.subject_id
  $$;

DO $$
DECLARE
  definer text;
BEGIN
  FOREACH definer IN ARRAY ARRAY[
    'auth.lease_requests(uuid[], uuid[], integer[], integer[], integer)',
    'auth.return_requests(uuid[], uuid[], timestamptz[], integer[])'
  ] LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', definer);
    EXECUTE format('ALTER FUNCTION %s OWNER TO portcullis_lookup', definer);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO portcullis_auth', definer);
  END LOOP;
END $$;
