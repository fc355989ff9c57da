-- The order of arrival, without waiting for transactions that store no events.
--
-- Until now an event bore the number of its transaction, and a reader took what was older than every running transaction of
-- the whole server: one long parse held the SIEMs of all tenants back. Now a transaction draws a number when it stores its
-- first event, and before that it announces by a lock, which its end releases, that it will draw one beyond the latest.
--
-- Why a reader skips nothing: it reads the latest number R, then the announcements, and afterwards takes a snapshot. Let a
-- transaction with number n <= R be invisible in that snapshot. It drew n before R was read and announced some b < n before
-- that. Had it ended before the announcements were read, the snapshot would show it, because Postgres makes a commit visible
-- before it releases locks. So its announcement was read, and the reader stops at b, in front of n.

CREATE SEQUENCE event_arrival AS bigint;

-- The fence holds for the owner too, who here reads all tenants at once.
ALTER TABLE alert NO FORCE ROW LEVEL SECURITY;
ALTER TABLE activity NO FORCE ROW LEVEL SECURITY;
-- Far beyond all that was drawn: a process of the former version, which still compares with transactions, holds new events
-- back while it lasts rather than skip one.
SELECT setval('event_arrival', 1000000000 + greatest(
  pg_current_xact_id()::text::bigint,
  (SELECT coalesce(max(arrived_in), 0) FROM alert),
  (SELECT coalesce(max(arrived_in), 0) FROM activity)
));
ALTER TABLE alert FORCE ROW LEVEL SECURITY;
ALTER TABLE activity FORCE ROW LEVEL SECURITY;

-- 0x50434541 names the announcements among the advisory locks of this database; the lower half of b is the other key.
CREATE FUNCTION draw_event_arrival() RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  -- Of this transaction alone, and rolled back with the savepoint in which it was drawn, as the lock is.
  known text := current_setting('portcullis.event_arrival', true);
  drawn bigint;
BEGIN
  IF known <> '' THEN
    RETURN known::bigint;
  END IF;
  SELECT last_value INTO drawn FROM public.event_arrival;
  PERFORM pg_advisory_xact_lock_shared(1346585921, ((drawn + 2147483648) % 4294967296 - 2147483648)::integer);
  drawn := nextval('public.event_arrival');
  PERFORM set_config('portcullis.event_arrival', drawn::text, true);
  RETURN drawn;
END $$;

-- `oldest`: every transaction with a smaller number has ended and is visible from now on. `next`: the first number that
-- nobody has drawn.
CREATE FUNCTION event_horizon(OUT oldest bigint, OUT next bigint) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  latest bigint;
  announced bigint;
BEGIN
  SELECT last_value INTO latest FROM public.event_arrival;
  -- The lower half of b, completed to the number nearest to the latest.
  SELECT min(latest + (objid::bigint - latest % 4294967296 + 6442450944) % 4294967296 - 2147483648) INTO announced
  FROM pg_locks
  WHERE locktype = 'advisory' AND classid = 1346585921 AND objsubid = 2
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database());
  oldest := least(latest, announced) + 1;
  next := latest + 1;
END $$;

REVOKE EXECUTE ON FUNCTION draw_event_arrival(), event_horizon() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION draw_event_arrival(), event_horizon() TO portcullis_app;
GRANT USAGE, SELECT ON SEQUENCE event_arrival TO portcullis_app;

ALTER TABLE alert ALTER COLUMN arrived_in SET DEFAULT draw_event_arrival();
ALTER TABLE activity ALTER COLUMN arrived_in SET DEFAULT draw_event_arrival();
