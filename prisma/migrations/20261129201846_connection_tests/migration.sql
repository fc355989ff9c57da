-- Log collectors test their connection as SIEM agents do, so a test is of the program that calls with a token.
CREATE TABLE "connection_test" (
    "tenant_id" UUID NOT NULL,
    "token_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "requested_by_name" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "steps" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "connection_test_pkey" PRIMARY KEY ("tenant_id","token_id")
);

ALTER TABLE "connection_test" ADD CONSTRAINT "connection_test_tenant_id_token_id_fkey"
  FOREIGN KEY ("tenant_id", "token_id") REFERENCES "api_token"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The owner is bound by row-level security too, and what was tested already shall still be shown.
ALTER TABLE siem_agent_test NO FORCE ROW LEVEL SECURITY;
ALTER TABLE siem_agent NO FORCE ROW LEVEL SECURITY;
INSERT INTO connection_test (tenant_id, token_id, id, requested_at, requested_by_name, started_at, finished_at, steps)
  SELECT tenant_id, token_id, t.id, requested_at, requested_by_name, started_at, finished_at, steps
  FROM siem_agent_test t JOIN siem_agent a USING (tenant_id) WHERE a.id = t.agent_id;
ALTER TABLE siem_agent FORCE ROW LEVEL SECURITY;
DROP TABLE siem_agent_test;

SELECT fence_tenant_table('connection_test');

GRANT SELECT, INSERT, UPDATE ON connection_test TO portcullis_app;
