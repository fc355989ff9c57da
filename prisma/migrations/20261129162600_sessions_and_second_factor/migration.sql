-- A session ends when it lies idle, says how and when its member last proved who they are, and whether with a second factor.
ALTER TABLE "member_session" ADD COLUMN "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
ALTER TABLE "member_session" ADD COLUMN "proven_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;
UPDATE "member_session" SET "proven_at" = "created_at";
ALTER TABLE "member_session" ADD COLUMN "method" TEXT NOT NULL DEFAULT 'password';
ALTER TABLE "member_session" ADD COLUMN "second_factor_at" TIMESTAMPTZ(3);

-- What a hand-over carries to the session that it opens, and the session whose place that one takes.
ALTER TABLE "sign_in_code" ADD COLUMN "proven_at" TIMESTAMPTZ(3);
ALTER TABLE "sign_in_code" ADD COLUMN "second_factor" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "sign_in_code" ADD COLUMN "replaces_session_id" UUID;

ALTER TABLE "tenant" ADD COLUMN "second_factor_required_at" TIMESTAMPTZ(3);

-- The secret is encrypted with a key that is not in the database. It counts once it was confirmed by a code.
CREATE TABLE "member_second_factor" (
    "tenant_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "sealed_secret" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "confirmed_at" TIMESTAMPTZ(3),
    "last_step" BIGINT,

    CONSTRAINT "member_second_factor_pkey" PRIMARY KEY ("tenant_id","member_id")
);
ALTER TABLE "member_second_factor" ADD CONSTRAINT "member_second_factor_tenant_id_member_id_fkey"
  FOREIGN KEY ("tenant_id", "member_id") REFERENCES "member"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "member_recovery_code" (
    "tenant_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "member_recovery_code_pkey" PRIMARY KEY ("tenant_id","member_id","code_hash")
);
ALTER TABLE "member_recovery_code" ADD CONSTRAINT "member_recovery_code_tenant_id_member_id_fkey"
  FOREIGN KEY ("tenant_id", "member_id") REFERENCES "member"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

SELECT fence_tenant_table('member_second_factor');
SELECT fence_tenant_table('member_recovery_code');
GRANT SELECT, INSERT, UPDATE, DELETE ON member_second_factor, member_recovery_code TO portcullis_app;

-- Puts a stronger hash of the same password in the place of an older one; a password that was changed meanwhile stays.
CREATE POLICY lookup_upgrade ON member_credential FOR UPDATE TO portcullis_lookup USING (true) WITH CHECK (true);
CREATE FUNCTION auth.upgrade_password_hash(wanted_tenant uuid, wanted_member uuid, old_hash text, new_hash text)
  RETURNS void
  LANGUAGE sql SECURITY DEFINER
  SET search_path = pg_catalog, public, pg_temp
  AS $$
    UPDATE member_credential SET password_hash = new_hash
    WHERE tenant_id = wanted_tenant AND member_id = wanted_member AND password_hash = old_hash
  $$;
REVOKE EXECUTE ON FUNCTION auth.upgrade_password_hash(uuid, uuid, text, text) FROM PUBLIC;
ALTER FUNCTION auth.upgrade_password_hash(uuid, uuid, text, text) OWNER TO portcullis_lookup;
GRANT EXECUTE ON FUNCTION auth.upgrade_password_hash(uuid, uuid, text, text) TO portcullis_auth;
