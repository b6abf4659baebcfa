-- What a run decided and what came of it. Money is whole ten-thousandths of a dollar (_e4), desk time whole
-- microseconds (_us). Ids are made of sequence numbers, so a row's key is its run and its id: writing again
-- what a recovery decides again changes nothing.

CREATE TABLE signals (
  run_id text NOT NULL REFERENCES runs (id),
  id text NOT NULL,
  at_us bigint NOT NULL,
  ticker text NOT NULL CHECK (ticker IN ('SPY', 'QQQ', 'IWM')),
  direction text NOT NULL CHECK (direction IN ('up', 'down', 'neutral')),
  volatility text CHECK (volatility IN ('rich', 'fair', 'cheap')),
  horizon_minutes double precision NOT NULL CHECK (horizon_minutes > 0),
  reference_e4 bigint NOT NULL CHECK (reference_e4 > 0),
  expected_move_e4 bigint NOT NULL CHECK (expected_move_e4 >= 0),
  score double precision NOT NULL,
  confidence double precision NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  confidence_basis text NOT NULL,
  outcomes integer NOT NULL CHECK (outcomes >= 0),
  won integer NOT NULL CHECK (won BETWEEN 0 AND outcomes),
  factors jsonb NOT NULL CHECK (jsonb_typeof(factors) = 'array'),
  regime text NOT NULL,
  how text NOT NULL,
  PRIMARY KEY (run_id, id)
);

CREATE TABLE signal_outcomes (
  run_id text NOT NULL,
  signal_id text NOT NULL,
  at_us bigint NOT NULL,
  result text NOT NULL CHECK (result IN ('won', 'lost', 'untouched')),
  PRIMARY KEY (run_id, signal_id),
  FOREIGN KEY (run_id, signal_id) REFERENCES signals (run_id, id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE plans (
  run_id text NOT NULL,
  id text NOT NULL,
  signal_id text NOT NULL,
  at_us bigint NOT NULL,
  ticker text NOT NULL CHECK (ticker IN ('SPY', 'QQQ', 'IWM')),
  strategy text NOT NULL,
  entry_limit_e4 bigint NOT NULL,
  max_profit_e4 bigint NOT NULL CHECK (max_profit_e4 >= 0),
  max_loss_e4 bigint NOT NULL CHECK (max_loss_e4 > 0),
  costs_e4 bigint NOT NULL CHECK (costs_e4 >= 0),
  valid_until_us bigint NOT NULL CHECK (valid_until_us >= at_us),
  how text NOT NULL,
  body jsonb NOT NULL,
  PRIMARY KEY (run_id, id),
  FOREIGN KEY (run_id, signal_id) REFERENCES signals (run_id, id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE no_trades (
  run_id text NOT NULL,
  signal_id text NOT NULL,
  code text NOT NULL,
  at_us bigint NOT NULL,
  ticker text NOT NULL CHECK (ticker IN ('SPY', 'QQQ', 'IWM')),
  numbers jsonb NOT NULL,
  PRIMARY KEY (run_id, signal_id, code),
  FOREIGN KEY (run_id, signal_id) REFERENCES signals (run_id, id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE refusals (
  run_id text NOT NULL REFERENCES runs (id),
  subject_kind text NOT NULL CHECK (subject_kind IN ('plan', 'command')),
  subject_id text NOT NULL,
  code text NOT NULL,
  at_us bigint NOT NULL,
  numbers jsonb NOT NULL,
  PRIMARY KEY (run_id, subject_kind, subject_id, code, at_us)
);

CREATE TABLE commands_done (
  run_id text NOT NULL REFERENCES runs (id),
  command_id text NOT NULL,
  at_us bigint NOT NULL,
  PRIMARY KEY (run_id, command_id)
);

CREATE TABLE approvals (
  run_id text NOT NULL,
  order_id text NOT NULL,
  plan_id text NOT NULL,
  at_us bigint NOT NULL,
  quantity integer NOT NULL CHECK (quantity > 0),
  bounded_by text NOT NULL,
  sizes jsonb NOT NULL,
  approved_by text NOT NULL,
  PRIMARY KEY (run_id, order_id),
  FOREIGN KEY (run_id, plan_id) REFERENCES plans (run_id, id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE exits (
  run_id text NOT NULL,
  order_id text NOT NULL,
  position_id text NOT NULL,
  at_us bigint NOT NULL,
  reason text NOT NULL,
  limit_e4 bigint NOT NULL,
  quantity integer NOT NULL CHECK (quantity > 0),
  dropped jsonb NOT NULL,
  numbers jsonb NOT NULL,
  PRIMARY KEY (run_id, order_id)
);

CREATE TABLE breakers (
  run_id text NOT NULL REFERENCES runs (id),
  level smallint NOT NULL CHECK (level BETWEEN 1 AND 3),
  scope text NOT NULL,
  at_us bigint NOT NULL,
  pnl_e4 bigint NOT NULL,
  limit_e4 bigint NOT NULL,
  PRIMARY KEY (run_id, level, scope, at_us)
);
