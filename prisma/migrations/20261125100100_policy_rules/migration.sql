-- Policies that are there came with the tenant: until now nobody could make one.
ALTER TABLE "policy"
  ADD COLUMN "is_built_in" BOOLEAN NOT NULL DEFAULT true,
  ADD COLUMN "daily_limit" INTEGER NOT NULL DEFAULT 5,
  ADD COLUMN "rule" JSONB;
ALTER TABLE "policy"
  ALTER COLUMN "is_built_in" DROP DEFAULT,
  ALTER COLUMN "daily_limit" DROP DEFAULT;

-- AlterTable
ALTER TABLE "alert" ADD COLUMN "match_key" TEXT;

-- CreateTable
CREATE TABLE "policy_day" (
    "tenant_id" UUID NOT NULL,
    "policy_id" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "matches" INTEGER NOT NULL,
    "alerts" INTEGER NOT NULL,

    CONSTRAINT "policy_day_pkey" PRIMARY KEY ("tenant_id","policy_id","day")
);

-- CreateIndex
CREATE UNIQUE INDEX "policy_tenant_id_name_key" ON "policy"("tenant_id", "name");

-- CreateIndex
CREATE UNIQUE INDEX "alert_policy_match_key" ON "alert"("tenant_id", "policy_id", "match_key") WHERE (match_key IS NOT NULL);

-- CreateIndex
CREATE INDEX "alert_by_policy" ON "alert"("tenant_id", "policy_id", "raised_at" DESC, "id" DESC) WHERE (policy_id IS NOT NULL);

-- CreateIndex
CREATE INDEX "alert_open_by_policy" ON "alert"("tenant_id", "policy_id") WHERE (resolution = 0);

-- AddForeignKey
ALTER TABLE "policy_day" ADD CONSTRAINT "policy_day_tenant_id_policy_id_fkey" FOREIGN KEY ("tenant_id", "policy_id") REFERENCES "policy"("tenant_id", "id") ON DELETE CASCADE ON UPDATE RESTRICT;

SELECT fence_tenant_table('policy_day');

GRANT UPDATE (name, description, severity, is_enabled, daily_limit, rule, modified_at), DELETE ON policy TO portcullis_app;
GRANT SELECT, INSERT, UPDATE ON policy_day TO portcullis_app;
-- An activity learns which alert it led to.
GRANT UPDATE (alert_id, policy_id) ON activity TO portcullis_app;
