-- Halts asked for outside a desk. Each mode takes them at its next start, or while it runs.
CREATE TABLE halt_requests (
  id text PRIMARY KEY,
  asked_at_ms bigint NOT NULL CHECK (asked_at_ms > 0),
  asked_by text NOT NULL CHECK (asked_by <> ''),
  reason text NOT NULL CHECK (reason <> ''),
  flatten boolean NOT NULL
);
