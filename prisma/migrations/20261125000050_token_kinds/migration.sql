-- Tokens of SIEM agents and log collectors share the guard, its usage counts and its revocation with API tokens, but are
-- managed elsewhere: every list of API tokens asks for its kind.
ALTER TABLE api_token ADD COLUMN kind TEXT NOT NULL DEFAULT 'api',
  ADD CONSTRAINT api_token_kind_check CHECK (kind IN ('api', 'siem-agent', 'log-collector'));

-- An agent's name is unique among agents, not among its issuer's API tokens.
DROP INDEX api_token_living_name_key;
CREATE UNIQUE INDEX api_token_living_name_key ON api_token (tenant_id, member_id, name)
  WHERE revoked_at IS NULL AND kind = 'api';
