-- CreateTable
CREATE TABLE "policy" (
    "tenant_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "severity" SMALLINT NOT NULL,
    "is_enabled" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "modified_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "policy_pkey" PRIMARY KEY ("tenant_id","id")
);

SELECT fence_tenant_table('policy');

GRANT SELECT, INSERT ON policy TO portcullis_app;
