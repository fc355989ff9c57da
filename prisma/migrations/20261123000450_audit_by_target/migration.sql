-- CreateIndex
CREATE INDEX "audit_event_tenant_id_target_kind_target_id_at_idx" ON "audit_event"("tenant_id", "target_kind", "target_id", "at" DESC);
