-- A SIEM agent that sends a period again that was lost on the way, and nothing else.
ALTER TABLE siem_agent
  ADD COLUMN recovers_from TIMESTAMPTZ(3),
  ADD COLUMN recovers_to TIMESTAMPTZ(3),
  ADD CONSTRAINT siem_agent_recovery CHECK (
    (recovers_from IS NULL AND recovers_to IS NULL) OR (recovers_from IS NOT NULL AND recovers_from < recovers_to)
  );
