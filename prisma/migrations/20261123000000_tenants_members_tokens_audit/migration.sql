-- CreateTable
CREATE TABLE "tenant" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "is_demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "suspended_at" TIMESTAMPTZ(3),

    CONSTRAINT "tenant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "member" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "invited_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "joined_at" TIMESTAMPTZ(3),
    "deactivated_at" TIMESTAMPTZ(3),
    "last_sign_in_at" TIMESTAMPTZ(3),

    CONSTRAINT "member_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "member_credential" (
    "tenant_id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "password_hash" TEXT NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "member_credential_pkey" PRIMARY KEY ("tenant_id","member_id")
);

-- CreateTable
CREATE TABLE "member_invitation" (
    "tenant_id" UUID NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "member_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "member_invitation_pkey" PRIMARY KEY ("tenant_id","code_hash")
);

-- CreateTable
CREATE TABLE "sign_in_code" (
    "tenant_id" UUID NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "member_id" UUID NOT NULL,
    "method" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_code_pkey" PRIMARY KEY ("tenant_id","code_hash")
);

-- CreateTable
CREATE TABLE "member_session" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "member_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ip" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL,

    CONSTRAINT "member_session_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "api_token" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "public_id" CHAR(12) NOT NULL,
    "member_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),
    "revoked_by_id" UUID,
    "revoked_by_name" TEXT,

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "api_token_secret" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "token_id" UUID NOT NULL,
    "secret_hash" BYTEA NOT NULL,
    "key_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_token_secret_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "token_use" (
    "tenant_id" UUID NOT NULL,
    "token_id" UUID NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "last_ip" TEXT,
    "last_user_agent" TEXT,
    "last_method" TEXT,
    "last_route" TEXT,

    CONSTRAINT "token_use_pkey" PRIMARY KEY ("tenant_id","token_id")
);

-- CreateTable
CREATE TABLE "token_call" (
    "tenant_id" UUID NOT NULL,
    "token_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "method" TEXT NOT NULL,
    "route" TEXT NOT NULL,
    "outcome" SMALLINT NOT NULL,
    "ip" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL,
    "calls" INTEGER NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "token_call_pkey" PRIMARY KEY ("tenant_id","token_id","hour","method","route","outcome","ip","user_agent")
);

-- CreateTable
CREATE TABLE "audit_event" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "action" TEXT NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" TEXT,
    "actor_name" TEXT NOT NULL,
    "actor_role" TEXT,
    "target_kind" TEXT NOT NULL,
    "target_id" TEXT NOT NULL,
    "target_name" TEXT NOT NULL,
    "ip" TEXT NOT NULL,
    "user_agent" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "detail" JSONB NOT NULL,

    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "sign_in_throttle" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "sign_in_throttle_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "tenant_slug_key" ON "tenant"("slug");

-- CreateIndex
CREATE INDEX "member_email_idx" ON "member"("email");

-- CreateIndex
CREATE INDEX "member_tenant_id_name_id_idx" ON "member"("tenant_id", "name", "id");

-- CreateIndex
CREATE UNIQUE INDEX "member_tenant_id_email_key" ON "member"("tenant_id", "email");

-- CreateIndex
CREATE INDEX "member_invitation_tenant_id_member_id_idx" ON "member_invitation"("tenant_id", "member_id");

-- CreateIndex
CREATE INDEX "sign_in_code_tenant_id_expires_at_idx" ON "sign_in_code"("tenant_id", "expires_at");

-- CreateIndex
CREATE INDEX "member_session_tenant_id_member_id_idx" ON "member_session"("tenant_id", "member_id");

-- CreateIndex
CREATE INDEX "api_token_living_by_created" ON "api_token"("tenant_id", "created_at" DESC, "id" DESC) WHERE (revoked_at IS NULL);

-- CreateIndex
CREATE INDEX "api_token_living_by_owner" ON "api_token"("tenant_id", "member_id", "created_at" DESC, "id" DESC) WHERE (revoked_at IS NULL);

-- CreateIndex
CREATE INDEX "api_token_revoked" ON "api_token"("tenant_id", "revoked_at" DESC, "id" DESC) WHERE (revoked_at IS NOT NULL);

-- CreateIndex
CREATE UNIQUE INDEX "api_token_tenant_id_public_id_key" ON "api_token"("tenant_id", "public_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_token_living_name_key" ON "api_token"("tenant_id", "member_id", "name") WHERE (revoked_at IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "api_token_secret_secret_hash_key" ON "api_token_secret"("secret_hash");

-- CreateIndex
CREATE INDEX "api_token_secret_tenant_id_token_id_idx" ON "api_token_secret"("tenant_id", "token_id");

-- CreateIndex
CREATE INDEX "audit_event_tenant_id_at_id_idx" ON "audit_event"("tenant_id", "at" DESC, "id" DESC);

-- AddForeignKey
ALTER TABLE "member" ADD CONSTRAINT "member_tenant_id_fkey" FOREIGN KEY ("tenant_id") REFERENCES "tenant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member_credential" ADD CONSTRAINT "member_credential_tenant_id_member_id_fkey" FOREIGN KEY ("tenant_id", "member_id") REFERENCES "member"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member_invitation" ADD CONSTRAINT "member_invitation_tenant_id_member_id_fkey" FOREIGN KEY ("tenant_id", "member_id") REFERENCES "member"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_in_code" ADD CONSTRAINT "sign_in_code_tenant_id_member_id_fkey" FOREIGN KEY ("tenant_id", "member_id") REFERENCES "member"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "member_session" ADD CONSTRAINT "member_session_tenant_id_member_id_fkey" FOREIGN KEY ("tenant_id", "member_id") REFERENCES "member"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_tenant_id_member_id_fkey" FOREIGN KEY ("tenant_id", "member_id") REFERENCES "member"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_token_secret" ADD CONSTRAINT "api_token_secret_tenant_id_token_id_fkey" FOREIGN KEY ("tenant_id", "token_id") REFERENCES "api_token"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "token_use" ADD CONSTRAINT "token_use_tenant_id_token_id_fkey" FOREIGN KEY ("tenant_id", "token_id") REFERENCES "api_token"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "token_call" ADD CONSTRAINT "token_call_tenant_id_token_id_fkey" FOREIGN KEY ("tenant_id", "token_id") REFERENCES "api_token"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;


