-- CreateTable
CREATE TABLE "discovery_app_score" (
    "tenant_id" UUID NOT NULL,
    "app_id" INTEGER NOT NULL,
    "score" INTEGER NOT NULL,
    "note" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,
    "set_by_name" TEXT NOT NULL,

    CONSTRAINT "discovery_app_score_pkey" PRIMARY KEY ("tenant_id","app_id"),
    CONSTRAINT "discovery_app_score_range" CHECK ("score" BETWEEN 0 AND 10)
);

SELECT fence_tenant_table('discovery_app_score');
GRANT SELECT, INSERT, UPDATE, DELETE ON discovery_app_score TO portcullis_app;
