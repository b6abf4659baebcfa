-- Runs, and what outlives one: parameters and halts.

CREATE TABLE runs (
  id text PRIMARY KEY CHECK (id <> ''),
  mode text NOT NULL CHECK (mode IN ('demo', 'replay', 'backtest', 'paper', 'live')),
  source text NOT NULL,
  src text NOT NULL CHECK (src IN ('live', 'recorded', 'simulated')),
  options text NOT NULL CHECK (options IN ('quoted', 'modelled')),
  session_date date NOT NULL,
  journal_file text NOT NULL,
  started_at_ms bigint NOT NULL,
  ended text CHECK (ended IN ('finished', 'abandoned')),
  ended_at_ms bigint CHECK (ended_at_ms >= started_at_ms),
  digest text CHECK (digest ~ '^[0-9a-f]{64}$'),
  CHECK ((ended IS NULL) = (ended_at_ms IS NULL)),
  CHECK ((digest IS NOT NULL) = (ended IS NOT DISTINCT FROM 'finished')),
  -- orders of live money never come from a made-up market
  CHECK (mode <> 'live' OR (src = 'live' AND options = 'quoted'))
);
-- At most one run of a source is unfinished: the one to take over.
CREATE UNIQUE INDEX one_unfinished_run ON runs (mode, source, session_date) WHERE ended IS NULL;

CREATE TABLE day_results (
  run_id text PRIMARY KEY REFERENCES runs (id),
  src text NOT NULL CHECK (src IN ('live', 'recorded', 'simulated')),
  options text NOT NULL CHECK (options IN ('quoted', 'modelled')),
  at_us bigint NOT NULL,
  mid_e4 bigint,
  executable_e4 bigint,
  realised_e4 bigint NOT NULL,
  fees_e4 bigint NOT NULL CHECK (fees_e4 >= 0),
  unmarkable jsonb NOT NULL,
  how text NOT NULL
);

CREATE TABLE parameter_changes (
  run_id text NOT NULL REFERENCES runs (id),
  at_us bigint NOT NULL,
  name text NOT NULL,
  was jsonb NOT NULL CHECK (jsonb_typeof(was) IN ('number', 'string')),
  value jsonb NOT NULL CHECK (jsonb_typeof(value) IN ('number', 'string')),
  changed_by text NOT NULL,
  reason text NOT NULL,
  PRIMARY KEY (run_id, at_us, name)
);

-- What the next start of a mode begins with.
CREATE TABLE parameters (
  mode text NOT NULL CHECK (mode IN ('demo', 'replay', 'backtest', 'paper', 'live')),
  name text NOT NULL,
  value jsonb NOT NULL CHECK (jsonb_typeof(value) IN ('number', 'string')),
  changed_by text NOT NULL,
  run_id text NOT NULL,
  at_us bigint NOT NULL,
  PRIMARY KEY (mode, name),
  FOREIGN KEY (run_id, at_us, name) REFERENCES parameter_changes (run_id, at_us, name)
);

CREATE TABLE resumes (
  run_id text NOT NULL REFERENCES runs (id),
  at_us bigint NOT NULL,
  resumed_by text NOT NULL,
  reason text NOT NULL,
  cleared jsonb NOT NULL CHECK (jsonb_typeof(cleared) = 'array'),
  PRIMARY KEY (run_id, at_us)
);

CREATE TABLE halts (
  run_id text NOT NULL REFERENCES runs (id),
  kind text NOT NULL CHECK (kind IN ('manual', 'ticker', 'book', 'emergency')),
  ticker text NOT NULL DEFAULT '' CHECK ((kind = 'ticker') = (ticker IN ('SPY', 'QQQ', 'IWM'))),
  at_us bigint NOT NULL,
  mode text NOT NULL,
  halted_by text CHECK ((kind = 'manual') = (halted_by IS NOT NULL)),
  reason text CHECK ((kind = 'manual') = (reason IS NOT NULL)),
  pnl_e4 bigint CHECK ((kind IN ('ticker', 'book')) = (pnl_e4 IS NOT NULL)),
  limit_e4 bigint CHECK ((kind IN ('ticker', 'book')) = (limit_e4 IS NOT NULL)),
  vix double precision CHECK (vix IS NULL OR kind = 'emergency'),
  closed_run_id text,
  closed_at_us bigint,
  PRIMARY KEY (run_id, kind, ticker, at_us),
  CHECK ((closed_run_id IS NULL) = (closed_at_us IS NULL)),
  FOREIGN KEY (closed_run_id, closed_at_us) REFERENCES resumes (run_id, at_us)
);
CREATE INDEX open_halts ON halts (mode) WHERE closed_at_us IS NULL;
