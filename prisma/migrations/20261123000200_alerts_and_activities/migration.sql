-- CreateTable
CREATE TABLE "alert" (
    "tenant_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "type_number" INTEGER NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "is_markdown" BOOLEAN NOT NULL DEFAULT false,
    "severity" SMALLINT NOT NULL,
    "read_at" TIMESTAMPTZ(3),
    "resolution" SMALLINT NOT NULL DEFAULT 0,
    "resolved_at" TIMESTAMPTZ(3),
    "resolved_by_name" TEXT,
    "comment" TEXT,
    "close_reason" SMALLINT,
    "feedback" JSONB,
    "stories" INTEGER[],
    "is_discovery" BOOLEAN NOT NULL,
    "intents" INTEGER[],
    "evidence" TEXT[],
    "threat_score" INTEGER NOT NULL,
    "risk" SMALLINT NOT NULL,
    "is_system" BOOLEAN NOT NULL,
    "is_preview" BOOLEAN NOT NULL DEFAULT false,
    "context_id" UUID NOT NULL,
    "policy_id" TEXT,
    "policy_label" TEXT,
    "policy_type" TEXT,
    "entities" JSONB NOT NULL,
    "entity_keys" TEXT[],
    "activity_ids" TEXT[],

    CONSTRAINT "alert_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "activity" (
    "tenant_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "happened_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "app_id" INTEGER NOT NULL,
    "app_name" TEXT NOT NULL,
    "instance" INTEGER NOT NULL,
    "event_type" TEXT NOT NULL,
    "action_type" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "user_name" TEXT,
    "user_display_name" TEXT,
    "user_domain" TEXT,
    "org_unit" TEXT,
    "user_tags" TEXT[],
    "actor_keys" TEXT[],
    "is_impersonated" BOOLEAN NOT NULL DEFAULT false,
    "is_admin_event" BOOLEAN NOT NULL,
    "taken_action" TEXT,
    "alert_id" TEXT,
    "policy_id" TEXT,
    "device_type" TEXT,
    "device_tags" TEXT[],
    "user_agent" TEXT NOT NULL,
    "user_agent_tags" TEXT[],
    "client" JSONB NOT NULL,
    "ip" TEXT,
    "ip_category" SMALLINT NOT NULL,
    "ip_tags" TEXT[],
    "country" TEXT,
    "organization" TEXT,
    "location" JSONB,
    "source" SMALLINT NOT NULL,
    "source_keys" TEXT[],
    "objects" JSONB NOT NULL,
    "object_ids" TEXT[],
    "file_ids" TEXT[],
    "office365_url" TEXT,
    "feedback" JSONB,

    CONSTRAINT "activity_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateIndex
CREATE INDEX "alert_tenant_id_raised_at_id_idx" ON "alert"("tenant_id", "raised_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "alert_tenant_id_resolution_raised_at_id_idx" ON "alert"("tenant_id", "resolution", "raised_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "alert_tenant_id_severity_raised_at_id_idx" ON "alert"("tenant_id", "severity" DESC, "raised_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "alert_tenant_id_is_discovery_raised_at_id_idx" ON "alert"("tenant_id", "is_discovery", "raised_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "activity_tenant_id_happened_at_id_idx" ON "activity"("tenant_id", "happened_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "activity_tenant_id_created_at_id_idx" ON "activity"("tenant_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "activity_tenant_id_user_name_happened_at_id_idx" ON "activity"("tenant_id", "user_name", "happened_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "activity_tenant_id_app_id_happened_at_id_idx" ON "activity"("tenant_id", "app_id", "happened_at" DESC, "id" DESC);

SELECT fence_tenant_table('alert');
SELECT fence_tenant_table('activity');

GRANT SELECT, INSERT ON alert, activity TO portcullis_app;
-- What people and programs may change; everything else is as it was recorded.
GRANT UPDATE (read_at, resolution, resolved_at, resolved_by_name, comment, close_reason, feedback) ON alert TO portcullis_app;
GRANT UPDATE (feedback) ON activity TO portcullis_app;
