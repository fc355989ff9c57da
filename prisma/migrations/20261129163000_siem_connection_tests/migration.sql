-- The latest connection test of each agent: asked for in the portal, run by the agent, told step by step.
CREATE TABLE "siem_agent_test" (
    "tenant_id" UUID NOT NULL,
    "agent_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "requested_by_name" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "steps" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "siem_agent_test_pkey" PRIMARY KEY ("tenant_id","agent_id")
);

ALTER TABLE "siem_agent_test" ADD CONSTRAINT "siem_agent_test_tenant_id_agent_id_fkey"
  FOREIGN KEY ("tenant_id", "agent_id") REFERENCES "siem_agent"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT fence_tenant_table('siem_agent_test');

GRANT SELECT, INSERT, UPDATE ON siem_agent_test TO portcullis_app;
