-- CreateTable
CREATE TABLE "discovery_stream" (
    "tenant_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "log_type" INTEGER,
    "anonymizes_users" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_data_at" TIMESTAMPTZ(3),

    CONSTRAINT "discovery_stream_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "discovery_upload" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "stream_id" TEXT,
    "state" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_by_name" TEXT NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "parsed_at" TIMESTAMPTZ(3),
    "anonymizes_users" BOOLEAN NOT NULL DEFAULT false,
    "size_bytes" BIGINT,
    "bytes_read" BIGINT NOT NULL DEFAULT 0,
    "run_id" UUID,
    "summary" JSONB,
    "failure" TEXT,

    CONSTRAINT "discovery_upload_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "discovery_traffic_staging" (
    "tenant_id" UUID NOT NULL,
    "upload_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "row" INTEGER NOT NULL,
    "day" DATE NOT NULL,
    "app_id" INTEGER NOT NULL,
    "target" TEXT NOT NULL,
    "user_name" TEXT NOT NULL,
    "source_ip" TEXT NOT NULL,
    "transactions" BIGINT NOT NULL,
    "blocked_transactions" BIGINT NOT NULL,
    "uploaded_bytes" BIGINT,
    "downloaded_bytes" BIGINT,
    "total_bytes" BIGINT,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "discovery_traffic_staging_pkey" PRIMARY KEY ("tenant_id","upload_id","run_id","row")
);

-- CreateTable
CREATE TABLE "discovery_traffic" (
    "tenant_id" UUID NOT NULL,
    "stream_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "app_id" INTEGER NOT NULL,
    "target" TEXT NOT NULL,
    "user_name" TEXT NOT NULL,
    "source_ip" TEXT NOT NULL,
    "transactions" BIGINT NOT NULL,
    "blocked_transactions" BIGINT NOT NULL,
    "uploaded_bytes" BIGINT,
    "downloaded_bytes" BIGINT,
    "total_bytes" BIGINT,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "discovery_traffic_pkey" PRIMARY KEY ("tenant_id","stream_id","day","app_id","target","user_name","source_ip")
);

-- CreateTable
CREATE TABLE "discovery_app_tag" (
    "tenant_id" UUID NOT NULL,
    "app_id" INTEGER NOT NULL,
    "tag" TEXT NOT NULL,
    "tagged_at" TIMESTAMPTZ(3) NOT NULL,
    "tagged_by_name" TEXT NOT NULL,

    CONSTRAINT "discovery_app_tag_pkey" PRIMARY KEY ("tenant_id","app_id","tag")
);

-- CreateIndex
CREATE UNIQUE INDEX "discovery_stream_tenant_id_kind_name_key" ON "discovery_stream"("tenant_id", "kind", "name");

-- CreateIndex
CREATE INDEX "discovery_upload_tenant_id_stream_id_finished_at_idx" ON "discovery_upload"("tenant_id", "stream_id", "finished_at" DESC);

-- CreateIndex
CREATE INDEX "discovery_upload_tenant_id_state_opened_at_idx" ON "discovery_upload"("tenant_id", "state", "opened_at");

-- AddForeignKey
ALTER TABLE "discovery_upload" ADD CONSTRAINT "discovery_upload_tenant_id_stream_id_fkey" FOREIGN KEY ("tenant_id", "stream_id") REFERENCES "discovery_stream"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "discovery_traffic" ADD CONSTRAINT "discovery_traffic_tenant_id_stream_id_fkey" FOREIGN KEY ("tenant_id", "stream_id") REFERENCES "discovery_stream"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

SELECT fence_tenant_table(name::regclass) FROM unnest(ARRAY[
  'discovery_stream', 'discovery_upload', 'discovery_traffic_staging', 'discovery_traffic', 'discovery_app_tag'
]) AS name;

GRANT SELECT, INSERT, UPDATE ON discovery_stream TO portcullis_app;
-- An upload that nobody finishes goes again; traffic goes when it is as old as reports reach.
GRANT SELECT, INSERT, UPDATE, DELETE ON discovery_upload, discovery_traffic TO portcullis_app;
GRANT SELECT, INSERT, DELETE ON discovery_traffic_staging, discovery_app_tag TO portcullis_app;
