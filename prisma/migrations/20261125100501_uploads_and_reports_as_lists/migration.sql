-- AlterTable
ALTER TABLE "discovery_upload" ADD COLUMN     "failure_code" TEXT,
ADD COLUMN     "failure_detail" TEXT;

-- CreateIndex
CREATE INDEX "discovery_stream_tenant_id_created_at_id_idx" ON "discovery_stream"("tenant_id", "created_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "discovery_upload_tenant_id_opened_at_id_idx" ON "discovery_upload"("tenant_id", "opened_at" DESC, "id" DESC);

-- A snapshot report goes when somebody deletes it.
GRANT DELETE ON discovery_stream TO portcullis_app;
