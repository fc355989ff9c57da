-- AlterTable
ALTER TABLE "discovery_upload" ADD COLUMN     "custom_parser" JSONB;

-- CreateTable
CREATE TABLE "discovery_data_source" (
    "tenant_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "receiver" TEXT,
    "comment" TEXT NOT NULL,
    "custom_parser" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "modified_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "discovery_data_source_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "discovery_settings" (
    "tenant_id" UUID NOT NULL,
    "anonymizes_users" BOOLEAN NOT NULL,
    "modified_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "discovery_settings_pkey" PRIMARY KEY ("tenant_id")
);

-- CreateTable
CREATE TABLE "discovery_custom_app" (
    "tenant_id" UUID NOT NULL,
    "id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "domains" TEXT[],
    "addresses" TEXT[],
    "score_override" SMALLINT,
    "note" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "modified_at" TIMESTAMPTZ(3) NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "discovery_custom_app_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateIndex
CREATE INDEX "discovery_traffic_tenant_id_stream_id_user_name_day_idx" ON "discovery_traffic"("tenant_id", "stream_id", "user_name", "day");

-- AddForeignKey
ALTER TABLE "discovery_data_source" ADD CONSTRAINT "discovery_data_source_tenant_id_id_fkey" FOREIGN KEY ("tenant_id", "id") REFERENCES "discovery_stream"("tenant_id", "id") ON DELETE RESTRICT ON UPDATE RESTRICT;

SELECT fence_tenant_table(name::regclass) FROM unnest(ARRAY[
  'discovery_data_source', 'discovery_settings', 'discovery_custom_app'
]) AS name;

GRANT SELECT, INSERT, UPDATE ON discovery_settings, discovery_custom_app TO portcullis_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON discovery_data_source TO portcullis_app;
-- A report into which nothing ever went goes with its data source.
GRANT DELETE ON discovery_stream TO portcullis_app;
