-- AlterTable
ALTER TABLE "discovery_upload" ADD COLUMN     "attempt" UUID,
ADD COLUMN     "block_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "content" JSONB,
ADD COLUMN     "opened_by_id" UUID,
ADD COLUMN     "opened_by_token_id" UUID,
ADD COLUMN     "reserved_bytes" BIGINT NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "discovery_upload_block" (
    "tenant_id" UUID NOT NULL,
    "upload_id" UUID NOT NULL,
    "block" CHAR(64) NOT NULL,
    "part" UUID NOT NULL,
    "bytes" BIGINT NOT NULL,

    CONSTRAINT "discovery_upload_block_pkey" PRIMARY KEY ("tenant_id","upload_id","block")
);

-- AddForeignKey
ALTER TABLE "discovery_upload_block" ADD CONSTRAINT "discovery_upload_block_tenant_id_upload_id_fkey" FOREIGN KEY ("tenant_id", "upload_id") REFERENCES "discovery_upload"("tenant_id", "id") ON DELETE CASCADE ON UPDATE RESTRICT;

SELECT fence_tenant_table('discovery_upload_block');
GRANT SELECT, INSERT, UPDATE, DELETE ON discovery_upload_block TO portcullis_app;

-- A file that waits from before lies where no part of it is known. The owner is bound by the fence too.
ALTER TABLE discovery_upload NO FORCE ROW LEVEL SECURITY;
UPDATE discovery_upload
SET state = 'failed', failure_code = 'unfinished', parsed_at = now(),
    failure = 'The portal was updated before this file was parsed: upload it again'
WHERE state IN ('queued', 'parsing');
ALTER TABLE discovery_upload FORCE ROW LEVEL SECURITY;
