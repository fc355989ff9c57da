CREATE TABLE "log_collector" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "ftp_port" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "token_id" UUID NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "modified_at" TIMESTAMPTZ(3) NOT NULL,
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "log_collector_pkey" PRIMARY KEY ("tenant_id","id")
);

CREATE TABLE "log_collector_state" (
    "tenant_id" UUID NOT NULL,
    "collector_id" UUID NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3),
    "collector_version" TEXT,
    "host_name" TEXT,
    "instance_id" TEXT,
    "previous_instance_id" TEXT,
    "other_instance_at" TIMESTAMPTZ(3),
    "applied_version" INTEGER,
    "free_disk_bytes" BIGINT,
    "fault" TEXT,
    "fault_detail" TEXT,
    "fault_since" TIMESTAMPTZ(3),

    CONSTRAINT "log_collector_state_pkey" PRIMARY KEY ("tenant_id","collector_id")
) WITH (fillfactor = 50);

CREATE TABLE "log_collector_source" (
    "tenant_id" UUID NOT NULL,
    "collector_id" UUID NOT NULL,
    "data_source_id" TEXT NOT NULL,
    "port" INTEGER,
    "lines" BIGINT NOT NULL DEFAULT 0,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "dropped" BIGINT NOT NULL DEFAULT 0,
    "dropped_at" TIMESTAMPTZ(3),
    "bytes_waiting" BIGINT NOT NULL DEFAULT 0,
    "last_received_at" TIMESTAMPTZ(3),
    "fault" TEXT,
    "fault_detail" TEXT,
    "fault_since" TIMESTAMPTZ(3),
    "told_lines" BIGINT NOT NULL DEFAULT 0,
    "told_bytes" BIGINT NOT NULL DEFAULT 0,
    "told_dropped" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "log_collector_source_pkey" PRIMARY KEY ("tenant_id","collector_id","data_source_id")
) WITH (fillfactor = 50);

CREATE TABLE "log_collector_hour" (
    "tenant_id" UUID NOT NULL,
    "collector_id" UUID NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "lines" BIGINT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "dropped" BIGINT NOT NULL,

    CONSTRAINT "log_collector_hour_pkey" PRIMARY KEY ("tenant_id","collector_id","hour")
) WITH (fillfactor = 50);

-- One collector per token, and one name per collector of a tenant whatever its case.
CREATE UNIQUE INDEX "log_collector_tenant_id_token_id_key" ON "log_collector"("tenant_id", "token_id");
CREATE UNIQUE INDEX "log_collector_tenant_id_name_key_key" ON "log_collector"("tenant_id", "name_key");
CREATE INDEX "log_collector_source_tenant_id_data_source_id_idx" ON "log_collector_source"("tenant_id", "data_source_id");

ALTER TABLE "log_collector" ADD CONSTRAINT "log_collector_tenant_id_token_id_fkey"
  FOREIGN KEY ("tenant_id", "token_id") REFERENCES "api_token"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "log_collector_state" ADD CONSTRAINT "log_collector_state_tenant_id_collector_id_fkey"
  FOREIGN KEY ("tenant_id", "collector_id") REFERENCES "log_collector"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "log_collector_source" ADD CONSTRAINT "log_collector_source_tenant_id_collector_id_fkey"
  FOREIGN KEY ("tenant_id", "collector_id") REFERENCES "log_collector"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "log_collector_source" ADD CONSTRAINT "log_collector_source_tenant_id_data_source_id_fkey"
  FOREIGN KEY ("tenant_id", "data_source_id") REFERENCES "discovery_data_source"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "log_collector_hour" ADD CONSTRAINT "log_collector_hour_tenant_id_collector_id_fkey"
  FOREIGN KEY ("tenant_id", "collector_id") REFERENCES "log_collector"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT fence_tenant_table('log_collector');
SELECT fence_tenant_table('log_collector_state');
SELECT fence_tenant_table('log_collector_source');
SELECT fence_tenant_table('log_collector_hour');

GRANT SELECT, INSERT, UPDATE, DELETE ON log_collector, log_collector_source, log_collector_hour TO portcullis_app;
-- A collector's state comes and goes with the collector.
GRANT SELECT, INSERT, UPDATE ON log_collector_state TO portcullis_app;

-- A file that a collector announces again, because an answer was lost or it was killed, is the upload that it was before.
ALTER TABLE "discovery_upload" ADD COLUMN "collector_id" UUID, ADD COLUMN "data_source_id" TEXT, ADD COLUMN "sha256" TEXT;
CREATE UNIQUE INDEX "discovery_upload_collector_file_key"
  ON "discovery_upload"("tenant_id", "collector_id", "data_source_id", "sha256", "file_name") WHERE (collector_id IS NOT NULL);
