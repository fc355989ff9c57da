-- Usage by outcome, client and network: hours in token_call, rolled up to days in token_call_day.

-- The owner is bound by row-level security too, and what is here already shall be converted, not lost.
ALTER TABLE token_call NO FORCE ROW LEVEL SECURITY;

CREATE TEMPORARY TABLE converted_call AS
  SELECT tenant_id, token_id, hour, method, route,
         CASE WHEN outcome < 400 THEN 'answered' WHEN outcome >= 500 THEN 'failed' WHEN outcome = 429 THEN 'rate-limited'
              WHEN outcome IN (401, 403) THEN 'forbidden' ELSE 'invalid' END AS outcome,
         left(substring(user_agent FROM '^\s*([^\s/(;,]*)'), 64) AS client,
         ip AS network, sum(calls)::integer AS calls, max(last_at) AS last_at
  FROM token_call
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;

DELETE FROM token_call;

-- AlterTable
ALTER TABLE "token_call" DROP CONSTRAINT "token_call_pkey",
DROP COLUMN "ip",
DROP COLUMN "user_agent",
DROP COLUMN "outcome",
ADD COLUMN     "outcome" TEXT NOT NULL,
ADD COLUMN     "client" TEXT NOT NULL,
ADD COLUMN     "network" TEXT NOT NULL,
ADD CONSTRAINT "token_call_pkey" PRIMARY KEY ("tenant_id", "token_id", "hour", "method", "route", "outcome", "client", "network");

-- AlterTable
ALTER TABLE "token_use" ADD COLUMN     "recent_ips" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "recent_ats" TIMESTAMPTZ(3)[] DEFAULT ARRAY[]::TIMESTAMPTZ(3)[];

-- CreateTable
CREATE TABLE "token_call_day" (
    "tenant_id" UUID NOT NULL,
    "token_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "method" TEXT NOT NULL,
    "route" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "client" TEXT NOT NULL,
    "network" TEXT NOT NULL,
    "calls" INTEGER NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "token_call_day_pkey" PRIMARY KEY ("tenant_id","token_id","day","method","route","outcome","client","network")
);

-- CreateTable
CREATE TABLE "usage_writer" (
    "id" UUID NOT NULL,
    "last_batch" BIGINT NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "usage_writer_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "token_call_by_age" ON "token_call"("tenant_id", "hour");

-- CreateIndex
CREATE INDEX "token_call_day_by_age" ON "token_call_day"("tenant_id", "day");

-- AddForeignKey
ALTER TABLE "token_call_day" ADD CONSTRAINT "token_call_day_tenant_id_token_id_fkey" FOREIGN KEY ("tenant_id", "token_id") REFERENCES "api_token"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

INSERT INTO token_call (tenant_id, token_id, hour, method, route, outcome, client, network, calls, last_at)
  SELECT tenant_id, token_id, hour, method, route, outcome, coalesce(client, ''), network, calls, last_at
  FROM converted_call;
DROP TABLE converted_call;
ALTER TABLE token_call FORCE ROW LEVEL SECURITY;

ALTER TABLE token_use NO FORCE ROW LEVEL SECURITY;
UPDATE token_use SET recent_ips = ARRAY[last_ip], recent_ats = ARRAY[last_used_at] WHERE last_used_at IS NOT NULL;
ALTER TABLE token_use FORCE ROW LEVEL SECURITY;

-- Counts go up in place: room on each page, and no index on what changes, keeps those updates to the heap (HOT).
ALTER TABLE token_call SET (fillfactor = 70);

SELECT fence_tenant_table('token_call_day');
GRANT SELECT ON token_call_day TO portcullis_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON token_call_day, usage_writer TO portcullis_lookup;
GRANT DELETE ON token_call TO portcullis_lookup;
CREATE POLICY lookup ON token_call_day TO portcullis_lookup USING (true) WITH CHECK (true);

-- The latest use of each token, and its last five addresses. Monotone: late batches, retries and several nodes cannot move
-- anything back.
CREATE OR REPLACE FUNCTION auth.record_last_uses(
    tenants uuid[], tokens uuid[], ats timestamptz[], ips text[], agents text[], methods text[], routes text[]
  )
  RETURNS void
  LANGUAGE sql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    UPDATE token_use u
    SET last_used_at = greatest(u.last_used_at, x.ats[1]),
        last_ip = CASE WHEN u.last_used_at >= x.ats[1] THEN u.last_ip ELSE x.ips[1] END,
        last_user_agent = CASE WHEN u.last_used_at >= x.ats[1] THEN u.last_user_agent ELSE x.agent END,
        last_method = CASE WHEN u.last_used_at >= x.ats[1] THEN u.last_method ELSE x.method END,
        last_route = CASE WHEN u.last_used_at >= x.ats[1] THEN u.last_route ELSE x.route END,
        (recent_ips, recent_ats) = (
          SELECT array_agg(kept.ip ORDER BY kept.seen_at DESC, kept.ip), array_agg(kept.seen_at ORDER BY kept.seen_at DESC, kept.ip)
          FROM (
            SELECT seen.ip, max(seen.seen_at) AS seen_at
            FROM unnest(u.recent_ips || x.ips, u.recent_ats || x.ats) AS seen(ip, seen_at)
            GROUP BY seen.ip ORDER BY 2 DESC, 1 LIMIT 5
          ) AS kept
        )
    FROM (
      SELECT r.tenant_id, r.token_id, array_agg(r.ip ORDER BY r.used_at DESC) AS ips,
             array_agg(r.used_at ORDER BY r.used_at DESC) AS ats,
             (array_agg(r.agent ORDER BY r.used_at DESC))[1] AS agent,
             (array_agg(r.method ORDER BY r.used_at DESC))[1] AS method,
             (array_agg(r.route ORDER BY r.used_at DESC))[1] AS route
      FROM unnest(tenants, tokens, ats, ips, agents, methods, routes)
        AS r(tenant_id, token_id, used_at, ip, agent, method, route)
      GROUP BY r.tenant_id, r.token_id
    ) AS x
    WHERE u.tenant_id = x.tenant_id AND u.token_id = x.token_id
  $$;

DROP FUNCTION auth.record_calls(uuid[], uuid[], timestamptz[], text[], text[], smallint[], text[], text[], integer[], timestamptz[]);

-- Calls per hour and kind, added to what is there. Rows of one batch are distinct by key. A batch of a writer counts once,
-- however often it is sent: its number must be above the last one.
CREATE FUNCTION auth.record_calls(
    writer uuid, batch bigint, tenants uuid[], tokens uuid[], hours timestamptz[], methods text[], routes text[],
    outcomes text[], clients text[], networks text[], counts integer[], last_ats timestamptz[]
  )
  RETURNS void
  LANGUAGE sql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    WITH turn AS (
      INSERT INTO usage_writer AS w (id, last_batch, written_at) VALUES (writer, batch, now())
      ON CONFLICT (id) DO UPDATE SET last_batch = excluded.last_batch, written_at = excluded.written_at
        WHERE w.last_batch < excluded.last_batch
      RETURNING w.id
    )
    INSERT INTO token_call AS c
      (tenant_id, token_id, hour, method, route, outcome, client, network, calls, last_at)
    SELECT r.* FROM turn, unnest(tenants, tokens, hours, methods, routes, outcomes, clients, networks, counts, last_ats) AS r
    ON CONFLICT (tenant_id, token_id, hour, method, route, outcome, client, network)
    DO UPDATE SET calls = c.calls + excluded.calls, last_at = greatest(c.last_at, excluded.last_at)
  $$;

-- Tenants with hours that are old enough to become days, or days that are old enough to go.
CREATE FUNCTION auth.find_tenants_with_old_calls(hours_since timestamptz, days_since date)
  RETURNS SETOF uuid
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT t.id FROM tenant t
    WHERE EXISTS (SELECT FROM token_call c WHERE c.tenant_id = t.id AND c.hour < hours_since)
       OR EXISTS (SELECT FROM token_call_day d WHERE d.tenant_id = t.id AND d.day < days_since)
  $$;

-- One step: turns up to `most` old hours of a tenant into days (UTC) and deletes up to `most` days that are too old.
-- Returns how many rows it took away; at 0 nothing is left to do.
CREATE FUNCTION auth.roll_up_calls(of_tenant uuid, hours_since timestamptz, days_since date, most integer)
  RETURNS integer
  LANGUAGE sql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    WITH old_hour AS (
      DELETE FROM token_call WHERE ctid = ANY (ARRAY(
        SELECT c.ctid FROM token_call c WHERE c.tenant_id = of_tenant AND c.hour < hours_since
        ORDER BY c.tenant_id, c.hour LIMIT most FOR UPDATE SKIP LOCKED
      ))
      RETURNING tenant_id, token_id, (hour AT TIME ZONE 'UTC')::date AS day, method, route, outcome, client, network, calls,
        last_at
    ), rolled AS (
      INSERT INTO token_call_day AS d
        (tenant_id, token_id, day, method, route, outcome, client, network, calls, last_at)
      SELECT tenant_id, token_id, day, method, route, outcome, client, network, sum(calls)::integer, max(last_at)
      FROM old_hour WHERE day >= days_since
      GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 ORDER BY 1, 2, 3, 4, 5, 6, 7, 8
      ON CONFLICT (tenant_id, token_id, day, method, route, outcome, client, network)
      DO UPDATE SET calls = d.calls + excluded.calls, last_at = greatest(d.last_at, excluded.last_at)
    ), old_day AS (
      DELETE FROM token_call_day WHERE ctid = ANY (ARRAY(
        SELECT d.ctid FROM token_call_day d WHERE d.tenant_id = of_tenant AND d.day < days_since
        ORDER BY d.tenant_id, d.day LIMIT most FOR UPDATE SKIP LOCKED
      ))
      RETURNING 1
    )
    SELECT ((SELECT count(*) FROM old_hour) + (SELECT count(*) FROM old_day))::integer
  $$;

DO $$
DECLARE
  definer text;
BEGIN
  FOREACH definer IN ARRAY ARRAY[
    'auth.record_calls(uuid, bigint, uuid[], uuid[], timestamptz[], text[], text[], text[], text[], text[], integer[], timestamptz[])',
    'auth.find_tenants_with_old_calls(timestamptz, date)',
    'auth.roll_up_calls(uuid, timestamptz, date, integer)'
  ] LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', definer);
    EXECUTE format('ALTER FUNCTION %s OWNER TO portcullis_lookup', definer);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO portcullis_auth', definer);
  END LOOP;
END $$;
