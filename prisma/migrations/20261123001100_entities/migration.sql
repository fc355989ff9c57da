-- CreateTable
CREATE TABLE "entity" (
    "tenant_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "saas" INTEGER NOT NULL,
    "inst" INTEGER NOT NULL,
    "app_name" TEXT,
    "display_name" TEXT NOT NULL,
    "domain" TEXT,
    "organization" TEXT,
    "is_admin" BOOLEAN NOT NULL,
    "is_external" BOOLEAN,
    "status" SMALLINT NOT NULL,
    "user_groups" TEXT[],
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "entity_keys" TEXT[],

    CONSTRAINT "entity_pkey" PRIMARY KEY ("tenant_id","id","saas","inst")
);

-- CreateIndex
CREATE INDEX "entity_tenant_id_last_seen_at_id_saas_inst_idx" ON "entity"("tenant_id", "last_seen_at" DESC, "id" DESC, "saas" DESC, "inst" DESC);

SELECT fence_tenant_table('entity');

GRANT SELECT, INSERT ON entity TO portcullis_app;
GRANT UPDATE (is_admin, app_name, display_name, organization, user_groups, last_seen_at) ON entity TO portcullis_app;
