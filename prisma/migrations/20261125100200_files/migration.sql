-- CreateTable
CREATE TABLE "cloud_file" (
    "tenant_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "file_id" TEXT NOT NULL,
    "app_id" INTEGER NOT NULL,
    "app_name" TEXT NOT NULL,
    "instance" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "extension" TEXT,
    "mime_type" TEXT,
    "type" SMALLINT NOT NULL,
    "size_bytes" BIGINT,
    "is_trashed" BOOLEAN NOT NULL,
    "is_quarantined" BOOLEAN NOT NULL,
    "access_level" SMALLINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "modified_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "owner_address" TEXT,
    "owner_name" TEXT,
    "owner_org_unit" TEXT,
    "is_owner_external" BOOLEAN,
    "collaborators" JSONB NOT NULL,
    "owner_keys" TEXT[],
    "collaborator_keys" TEXT[],
    "group_ids" TEXT[],
    "domains" TEXT[],
    "parent_ids" TEXT[],
    "parent_keys" TEXT[],
    "path" TEXT,
    "link" TEXT,
    "policy_ids" TEXT[],
    "labels" TEXT[],
    "scan_warnings" TEXT[],

    CONSTRAINT "cloud_file_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateIndex
CREATE INDEX "cloud_file_tenant_id_is_trashed_modified_at_id_idx" ON "cloud_file"("tenant_id", "is_trashed", "modified_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "cloud_file_tenant_id_modified_at_id_idx" ON "cloud_file"("tenant_id", "modified_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "cloud_file_tenant_id_owner_address_modified_at_id_idx" ON "cloud_file"("tenant_id", "owner_address", "modified_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "cloud_file_tenant_id_app_id_modified_at_id_idx" ON "cloud_file"("tenant_id", "app_id", "modified_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "cloud_file_tenant_id_file_id_app_id_instance_key" ON "cloud_file"("tenant_id", "file_id", "app_id", "instance");

SELECT fence_tenant_table('cloud_file');

GRANT SELECT, INSERT ON cloud_file TO portcullis_app;
-- A file stays the same file; all else is as it was last seen.
GRANT UPDATE (
  app_name, name, extension, mime_type, type, size_bytes, is_trashed, is_quarantined, access_level, created_at,
  modified_at, seen_at, owner_address, owner_name, owner_org_unit, is_owner_external, owner_keys, collaborators,
  collaborator_keys, group_ids, domains, parent_ids, parent_keys, path, link, policy_ids, labels, scan_warnings
) ON cloud_file TO portcullis_app;
