-- Where a tenant's audit log is sent while it is written, and how far that has come: one row for each tenant that wants it.
CREATE TABLE "audit_stream" (
    "tenant_id" UUID NOT NULL,
    "target" TEXT NOT NULL CHECK (target IN ('syslog-tls', 'syslog-tcp', 'https')),
    "format" TEXT NOT NULL CHECK (format IN ('json', 'cef')),
    "host" TEXT NOT NULL,
    "port" INTEGER NOT NULL,
    -- Of an HTTPS address, from the slash on; empty otherwise.
    "path" TEXT NOT NULL,
    -- Certificates that sign the receiver's, PEM.
    "ca_pem" TEXT,
    -- Sealed: the key is not in the database.
    "authorization_sealed" BYTEA,
    "is_enabled" BOOLEAN NOT NULL,
    -- Everything up to this place of the chain was taken by the receiver.
    "cursor_seq" BIGINT NOT NULL,
    "sent" BIGINT NOT NULL DEFAULT 0,
    "last_sent_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "failing_since" TIMESTAMPTZ(3),
    "fault" TEXT,
    "fault_detail" TEXT,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_stream_pkey" PRIMARY KEY ("tenant_id")
);

SELECT fence_tenant_table('audit_stream');
GRANT SELECT, INSERT, UPDATE, DELETE ON audit_stream TO portcullis_app;
GRANT SELECT, UPDATE ON audit_stream TO portcullis_lookup;
CREATE POLICY lookup ON audit_stream TO portcullis_lookup USING (true) WITH CHECK (true);

-- Tenants whose stream has something to send and whose time has come. They are this process's for the time of the lease.
CREATE FUNCTION auth.claim_audit_streams(asked_at timestamptz, lease interval, most integer)
  RETURNS TABLE (tenant_id uuid, tenant_slug text)
  LANGUAGE sql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    UPDATE audit_stream s SET next_attempt_at = asked_at + lease
    FROM (
      SELECT a.tenant_id FROM audit_stream a
      WHERE a.is_enabled AND a.next_attempt_at <= asked_at
        AND EXISTS (SELECT FROM audit_link l WHERE l.tenant_id = a.tenant_id AND l.seq > a.cursor_seq)
      ORDER BY a.next_attempt_at LIMIT most FOR UPDATE SKIP LOCKED
    ) AS due
    JOIN tenant t ON t.id = due.tenant_id AND t.suspended_at IS NULL
    WHERE s.tenant_id = due.tenant_id
    RETURNING s.tenant_id, t.slug
  $$;
REVOKE EXECUTE ON FUNCTION auth.claim_audit_streams(timestamptz, interval, integer) FROM PUBLIC;
ALTER FUNCTION auth.claim_audit_streams(timestamptz, interval, integer) OWNER TO portcullis_lookup;
GRANT EXECUTE ON FUNCTION auth.claim_audit_streams(timestamptz, interval, integer) TO portcullis_auth;
