-- CreateTable
CREATE TABLE "ip_tag" (
    "tenant_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "ip_tag_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "ip_range" (
    "tenant_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "category" SMALLINT NOT NULL,
    "organization" TEXT,
    "override_organization" BOOLEAN NOT NULL,
    "tag_ids" TEXT[],
    "modified_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ip_range_pkey" PRIMARY KEY ("tenant_id","id")
);

-- CreateTable
CREATE TABLE "ip_range_subnet" (
    "tenant_id" UUID NOT NULL,
    "range_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "network" INET NOT NULL,
    "original_string" TEXT NOT NULL,

    CONSTRAINT "ip_range_subnet_pkey" PRIMARY KEY ("tenant_id","range_id","position")
);

-- CreateIndex
CREATE UNIQUE INDEX "ip_tag_tenant_id_name_key" ON "ip_tag"("tenant_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "ip_range_tenant_id_name_key" ON "ip_range"("tenant_id", "name");

-- AddForeignKey
ALTER TABLE "ip_range_subnet" ADD CONSTRAINT "ip_range_subnet_tenant_id_range_id_fkey" FOREIGN KEY ("tenant_id", "range_id") REFERENCES "ip_range"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT fence_tenant_table('ip_tag');
SELECT fence_tenant_table('ip_range');
SELECT fence_tenant_table('ip_range_subnet');

GRANT SELECT, INSERT ON ip_tag TO portcullis_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ip_range TO portcullis_app;
GRANT SELECT, INSERT, DELETE ON ip_range_subnet TO portcullis_app;
