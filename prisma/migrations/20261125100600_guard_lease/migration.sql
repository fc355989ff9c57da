-- What makes a revocation count everywhere within a second: each process of the portal remembers tokens in memory, and
-- takes a lease on that memory only while it knows every change up to some epoch. docs/decisions/0013-leased-guard.md.

-- One row. A change that ends or narrows somebody's access raises it, and holds its lock until the commit: so epochs are
-- committed in their order, and a snapshot that shows epoch E contains every change up to E. (A sequence would not give
-- that: a lower number can commit later.)
CREATE TABLE auth.epoch (
    id BOOLEAN PRIMARY KEY DEFAULT true CHECK (id),
    epoch BIGINT NOT NULL
) WITH (fillfactor = 10);
INSERT INTO auth.epoch (epoch) VALUES (1);

-- What each epoch changed, without gaps. Kept for an hour.
CREATE TABLE auth.event (
    epoch BIGINT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('token', 'member', 'tenant', 'global')),
    subject UUID CHECK ((subject IS NULL) = (kind = 'global')),
    at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
    transaction_id XID8 NOT NULL DEFAULT pg_current_xact_id()
);

-- Every process that answers API calls, with the epoch up to which it knows the changes. Not unlogged: a crash of Postgres
-- must not make a process forgotten that still holds a lease.
CREATE TABLE auth.node (
    id UUID PRIMARY KEY,
    started_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
    seen_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
    applied_epoch BIGINT NOT NULL,
    -- How long this process may answer from memory after it heard from the database.
    lease_milliseconds INTEGER NOT NULL CHECK (lease_milliseconds > 0)
) WITH (fillfactor = 50);

GRANT SELECT, UPDATE ON auth.epoch TO portcullis_lookup;
GRANT SELECT, INSERT, DELETE ON auth.event TO portcullis_lookup;
GRANT SELECT, INSERT, UPDATE, DELETE ON auth.node TO portcullis_lookup;

-- Raises the epoch for one subject, once per transaction. A transaction that changes more than a few subjects ends
-- everything that is remembered instead: all its changes become visible at the same moment anyway.
CREATE FUNCTION auth.raise_epoch(event_kind text, event_subject uuid)
  RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
DECLARE
  most_events CONSTANT integer := 32;
  reached bigint;
  is_covered boolean;
  own_events integer;
BEGIN
  SELECT e.epoch INTO STRICT reached FROM auth.epoch e FOR UPDATE;
  SELECT coalesce(bool_or(v.kind = 'global' OR (v.kind = event_kind AND v.subject = event_subject)), false), count(*)
    INTO is_covered, own_events
    FROM auth.event v
    WHERE v.epoch > reached - most_events - 1 AND v.transaction_id = pg_current_xact_id();
  IF is_covered THEN RETURN; END IF;
  UPDATE auth.epoch SET epoch = reached + 1;
  IF event_kind = 'global' OR own_events >= most_events THEN
    INSERT INTO auth.event (epoch, kind) VALUES (reached + 1, 'global');
  ELSE
    INSERT INTO auth.event (epoch, kind, subject) VALUES (reached + 1, event_kind, event_subject);
  END IF;
  -- Only wakes the processes up; whoever misses it asks a quarter of a second later.
  PERFORM pg_notify('portcullis_guard', '');
END $$;

-- A trigger and not the portal's code, so that a change made in psql counts as fast.
-- Arguments: the kind of event, and the column that holds its subject.
CREATE FUNCTION auth.note_change()
  RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    PERFORM auth.raise_epoch('global', NULL);
  ELSE
    PERFORM auth.raise_epoch(
      TG_ARGV[0],
      ((CASE TG_OP WHEN 'INSERT' THEN to_jsonb(NEW) ELSE to_jsonb(OLD) END) ->> TG_ARGV[1])::uuid
    );
  END IF;
  RETURN NULL;
END $$;

-- Deferred, so that the epoch's row is locked during the commit alone. Each lists what the guard reads of its table
-- (lib/tokens/guard-epoch.db.test.ts holds the two together); a name counts too, because answers and audit rows carry it.
CREATE CONSTRAINT TRIGGER note_change AFTER UPDATE ON api_token DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN ((OLD.tenant_id, OLD.id, OLD.public_id, OLD.member_id, OLD.name, OLD.revoked_at)
    IS DISTINCT FROM (NEW.tenant_id, NEW.id, NEW.public_id, NEW.member_id, NEW.name, NEW.revoked_at))
  EXECUTE FUNCTION auth.note_change('token', 'id');
CREATE CONSTRAINT TRIGGER note_removal AFTER DELETE ON api_token DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION auth.note_change('token', 'id');
CREATE CONSTRAINT TRIGGER note_change AFTER UPDATE OR DELETE ON api_token_secret DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION auth.note_change('token', 'token_id');
CREATE CONSTRAINT TRIGGER note_change AFTER UPDATE ON member DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN ((OLD.tenant_id, OLD.id, OLD.name, OLD.email, OLD.role, OLD.deactivated_at)
    IS DISTINCT FROM (NEW.tenant_id, NEW.id, NEW.name, NEW.email, NEW.role, NEW.deactivated_at))
  EXECUTE FUNCTION auth.note_change('member', 'id');
CREATE CONSTRAINT TRIGGER note_removal AFTER DELETE ON member DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION auth.note_change('member', 'id');
CREATE CONSTRAINT TRIGGER note_change AFTER UPDATE ON tenant DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN ((OLD.id, OLD.slug, OLD.name, OLD.is_demo, OLD.suspended_at)
    IS DISTINCT FROM (NEW.id, NEW.slug, NEW.name, NEW.is_demo, NEW.suspended_at))
  EXECUTE FUNCTION auth.note_change('tenant', 'id');
-- A new tenant's host may have been asked for before there was the tenant.
CREATE CONSTRAINT TRIGGER note_arrival_or_removal AFTER INSERT OR DELETE ON tenant
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION auth.note_change('tenant', 'id');

CREATE TRIGGER note_truncation AFTER TRUNCATE ON api_token EXECUTE FUNCTION auth.note_change();
CREATE TRIGGER note_truncation AFTER TRUNCATE ON api_token_secret EXECUTE FUNCTION auth.note_change();
CREATE TRIGGER note_truncation AFTER TRUNCATE ON member EXECUTE FUNCTION auth.note_change();
CREATE TRIGGER note_truncation AFTER TRUNCATE ON tenant EXECUTE FUNCTION auth.note_change();

-- One token by the hash of its secret, with the epoch of the same snapshot. Always one row; token_id is null for a token
-- that does not exist. (auth.lookup_token stays for processes of the version before, while they are being replaced.)
CREATE FUNCTION auth.find_guarded_token(wanted_hashes bytea[])
  RETURNS TABLE (
    epoch bigint, tenant_id uuid, tenant_slug text, tenant_suspended boolean,
    token_id uuid, public_id text, name text, revoked boolean,
    member_id uuid, member_name text, member_email text, role text, member_deactivated boolean
  )
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT e.epoch, found.*
    FROM auth.epoch e
    LEFT JOIN (
      SELECT k.tenant_id, t.slug, t.suspended_at IS NOT NULL, k.id, k.public_id::text, k.name, k.revoked_at IS NOT NULL,
             m.id, m.name, m.email, m.role, m.deactivated_at IS NOT NULL
      FROM api_token_secret s
      JOIN api_token k ON k.tenant_id = s.tenant_id AND k.id = s.token_id
      JOIN tenant t ON t.id = k.tenant_id
      JOIN member m ON m.tenant_id = k.tenant_id AND m.id = k.member_id
      WHERE s.secret_hash = ANY (wanted_hashes)
    ) AS found ON true
  $$;

-- The tenant of a host name, likewise.
CREATE FUNCTION auth.find_guarded_tenant(wanted_slug text)
  RETURNS TABLE (epoch bigint, id uuid, slug text, name text, is_demo boolean)
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT e.epoch, t.id, t.slug, t.name, t.is_demo
    FROM auth.epoch e LEFT JOIN tenant t ON t.slug = wanted_slug
  $$;

-- The epoch and what happened since the one that a process knows: one statement, hence one snapshot. No event at all when
-- too many happened; the process sees by their number that it missed some. is_seen: whether this snapshot shows the
-- process in the registry as seen lately, without which it takes no lease. incarnation: changes when another server, or
-- another database, answers under the same address.
CREATE FUNCTION auth.poll_epoch(asking_node uuid, known_epoch bigint, seen_within interval)
  RETURNS TABLE (epoch bigint, incarnation text, is_seen boolean, kinds text[], subjects text[], epochs bigint[])
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT e.epoch,
      extract(epoch FROM pg_postmaster_start_time()) || ':' || (SELECT d.oid FROM pg_database d WHERE d.datname = current_database()),
      EXISTS (SELECT FROM auth.node n WHERE n.id = asking_node AND n.seen_at > now() - seen_within),
      v.kinds, v.subjects, v.epochs
    FROM auth.epoch e
    CROSS JOIN LATERAL (
      SELECT coalesce(array_agg(r.kind ORDER BY r.epoch), '{}') AS kinds,
             coalesce(array_agg(coalesce(r.subject::text, '') ORDER BY r.epoch), '{}') AS subjects,
             coalesce(array_agg(r.epoch ORDER BY r.epoch), '{}') AS epochs
      FROM auth.event r
      WHERE r.epoch > known_epoch AND known_epoch >= e.epoch - 5000
    ) AS v
  $$;

-- A process shows itself, and says up to which epoch it knows the changes. Its own calls come one after another.
CREATE FUNCTION auth.show_node(shown_node uuid, applied bigint, lease integer)
  RETURNS void
  LANGUAGE sql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    INSERT INTO auth.node (id, applied_epoch, lease_milliseconds) VALUES (shown_node, applied, lease)
    ON CONFLICT (id) DO UPDATE SET
      seen_at = excluded.seen_at, applied_epoch = excluded.applied_epoch, lease_milliseconds = excluded.lease_milliseconds
  $$;

CREATE FUNCTION auth.remove_node(leaving_node uuid)
  RETURNS void
  LANGUAGE sql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$ DELETE FROM auth.node WHERE id = leaving_node $$;

-- Forgets events after an hour, and processes that ended without saying so.
CREATE FUNCTION auth.prune_guard()
  RETURNS void
  LANGUAGE sql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    DELETE FROM auth.event WHERE epoch IN (
      SELECT v.epoch FROM auth.event v WHERE v.at < now() - interval '1 hour' ORDER BY v.epoch LIMIT 20000
    );
    DELETE FROM auth.node
    WHERE seen_at < now() - interval '1 hour' - make_interval(secs => 2.0 * lease_milliseconds / 1000);
  $$;

-- How far a change has come: of the processes that may hold a lease, how many know everything up to an epoch (null: the
-- present one), and the longest lease among the others. A process shows itself within eight seconds before each lease that
-- it takes, and its lease begins before that answer; so whoever holds one was seen within eight seconds and a lease.
CREATE FUNCTION auth.count_nodes(wanted_epoch bigint)
  RETURNS TABLE (epoch bigint, live integer, applied integer, longest_lease integer)
  LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT w.epoch, count(n.id)::integer, (count(n.id) FILTER (WHERE n.applied_epoch >= w.epoch))::integer,
           coalesce(max(n.lease_milliseconds) FILTER (WHERE n.applied_epoch < w.epoch), 0)
    FROM (SELECT coalesce(wanted_epoch, e.epoch) AS epoch FROM auth.epoch e) AS w
    LEFT JOIN auth.node n ON n.seen_at > now() - make_interval(secs => 9 + 1.01 * n.lease_milliseconds / 1000)
    GROUP BY w.epoch
  $$;

DO $$
DECLARE
  definer text;
BEGIN
  FOREACH definer IN ARRAY ARRAY['auth.raise_epoch(text, uuid)', 'auth.note_change()'] LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', definer);
    EXECUTE format('ALTER FUNCTION %s OWNER TO portcullis_lookup', definer);
  END LOOP;
  FOREACH definer IN ARRAY ARRAY[
    'auth.find_guarded_token(bytea[])', 'auth.find_guarded_tenant(text)', 'auth.poll_epoch(uuid, bigint, interval)',
    'auth.show_node(uuid, bigint, integer)', 'auth.remove_node(uuid)', 'auth.prune_guard()', 'auth.count_nodes(bigint)'
  ] LOOP
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', definer);
    EXECUTE format('ALTER FUNCTION %s OWNER TO portcullis_lookup', definer);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO portcullis_auth', definer);
  END LOOP;
END $$;
