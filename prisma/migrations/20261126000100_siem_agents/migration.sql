-- The order of arrival: the number of the transaction that stored a row. A reader takes what is older than every running
-- transaction, so no row can appear behind a place that was read already, as it could with a time or a sequence.
ALTER TABLE "alert" ADD COLUMN "arrived_in" BIGINT NOT NULL DEFAULT (pg_current_xact_id())::text::bigint;
ALTER TABLE "activity" ADD COLUMN "arrived_in" BIGINT NOT NULL DEFAULT (pg_current_xact_id())::text::bigint;
CREATE INDEX "alert_tenant_id_arrived_in_id_idx" ON "alert"("tenant_id", "arrived_in", "id");
CREATE INDEX "activity_tenant_id_arrived_in_id_idx" ON "activity"("tenant_id", "arrived_in", "id");

CREATE TABLE "siem_agent" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "time_format" TEXT NOT NULL,
    "include_priority" BOOLEAN NOT NULL,
    "include_system_name" BOOLEAN NOT NULL,
    "host" TEXT NOT NULL,
    "port" INTEGER NOT NULL,
    "protocol" TEXT NOT NULL,
    "ca_pem" TEXT,
    "alert_filters" JSONB,
    "activity_filters" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "token_id" UUID NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "siem_agent_pkey" PRIMARY KEY ("tenant_id","id"),
    CONSTRAINT "siem_agent_sends_something" CHECK ("alert_filters" IS NOT NULL OR "activity_filters" IS NOT NULL)
);

CREATE TABLE "siem_agent_state" (
    "tenant_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3),
    "last_report_at" TIMESTAMPTZ(3),
    "agent_version" TEXT,
    "host_name" TEXT,
    "instance_id" TEXT,
    "other_instance_at" TIMESTAMPTZ(3),
    "fault" TEXT,
    "fault_detail" TEXT,
    "fault_since" TIMESTAMPTZ(3),
    "last_sent_at" TIMESTAMPTZ(3),
    "sent" BIGINT NOT NULL DEFAULT 0,
    "alert_place" TEXT,
    "activity_place" TEXT,
    "replay_before" BIGINT,
    "replay_since" TIMESTAMPTZ(3),
    "backlog" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "siem_agent_state_pkey" PRIMARY KEY ("tenant_id","agent_id")
) WITH (fillfactor = 50);

-- One agent per token, and one name per agent of a tenant.
CREATE UNIQUE INDEX "siem_agent_tenant_id_token_id_key" ON "siem_agent"("tenant_id", "token_id");
CREATE UNIQUE INDEX "siem_agent_tenant_id_name_key" ON "siem_agent"("tenant_id", "name");

ALTER TABLE "siem_agent" ADD CONSTRAINT "siem_agent_tenant_id_token_id_fkey"
  FOREIGN KEY ("tenant_id", "token_id") REFERENCES "api_token"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "siem_agent_state" ADD CONSTRAINT "siem_agent_state_tenant_id_agent_id_fkey"
  FOREIGN KEY ("tenant_id", "agent_id") REFERENCES "siem_agent"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT fence_tenant_table('siem_agent');
SELECT fence_tenant_table('siem_agent_state');

GRANT SELECT, INSERT, UPDATE, DELETE ON siem_agent, siem_agent_state TO portcullis_app;
