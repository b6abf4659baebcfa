-- Orders and money.

-- Committed before an order is sent: what stands here may have been sent, what does not was not.
CREATE TABLE intents (
  run_id text NOT NULL REFERENCES runs (id),
  order_id text NOT NULL,
  action text NOT NULL CHECK (action IN ('place', 'cancel')),
  at_us bigint NOT NULL,
  purpose text CHECK (purpose IN ('open', 'close')),
  quantity integer CHECK (quantity > 0),
  limit_e4 bigint,
  valid_until_us bigint,
  body text NOT NULL,
  PRIMARY KEY (run_id, order_id, action, at_us),
  CHECK ((action = 'place') = (purpose IS NOT NULL)),
  CHECK ((action = 'place') = (quantity IS NOT NULL)),
  CHECK ((action = 'place') = (limit_e4 IS NOT NULL)),
  CHECK ((action = 'place') = (valid_until_us IS NOT NULL))
);
CREATE UNIQUE INDEX an_order_is_placed_once ON intents (run_id, order_id) WHERE action = 'place';

CREATE TABLE positions (
  run_id text NOT NULL,
  id text NOT NULL,
  plan_id text NOT NULL,
  ticker text NOT NULL CHECK (ticker IN ('SPY', 'QQQ', 'IWM')),
  strategy text NOT NULL,
  legs jsonb NOT NULL CHECK (jsonb_typeof(legs) = 'array'),
  quantity integer NOT NULL CHECK (quantity >= 0),
  opened integer NOT NULL CHECK (opened >= quantity),
  cash_e4 bigint NOT NULL,
  open_cost_e4 bigint NOT NULL,
  fees_e4 bigint NOT NULL CHECK (fees_e4 >= 0),
  opened_at_us bigint NOT NULL,
  closed_at_us bigint CHECK (closed_at_us >= opened_at_us),
  residual jsonb NOT NULL,
  how text NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (run_id, id),
  CHECK (closed_at_us IS NULL OR quantity = 0),
  FOREIGN KEY (run_id, plan_id) REFERENCES plans (run_id, id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE orders (
  run_id text NOT NULL,
  id text NOT NULL,
  plan_id text NOT NULL,
  position_id text NOT NULL,
  ticker text NOT NULL CHECK (ticker IN ('SPY', 'QQQ', 'IWM')),
  purpose text NOT NULL CHECK (purpose IN ('open', 'close')),
  reason text NOT NULL,
  legs jsonb NOT NULL CHECK (jsonb_typeof(legs) = 'array'),
  quantity integer NOT NULL CHECK (quantity > 0),
  filled integer NOT NULL CHECK (filled BETWEEN 0 AND quantity),
  limit_e4 bigint NOT NULL,
  valid_until_us bigint NOT NULL,
  state text NOT NULL CHECK (state IN ('intent', 'approved', 'journalled', 'sent', 'acknowledged', 'working',
    'partlyFilled', 'filled', 'cancelRequested', 'cancelled', 'rejected', 'expired', 'unknown')),
  seq bigint NOT NULL,
  PRIMARY KEY (run_id, id),
  CHECK (state <> 'filled' OR filled = quantity),
  FOREIGN KEY (run_id, plan_id) REFERENCES plans (run_id, id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE order_history (
  run_id text NOT NULL,
  order_id text NOT NULL,
  n integer NOT NULL CHECK (n >= 0),
  state text NOT NULL,
  at_us bigint NOT NULL,
  note text,
  PRIMARY KEY (run_id, order_id, n),
  FOREIGN KEY (run_id, order_id) REFERENCES orders (run_id, id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE fills (
  run_id text NOT NULL,
  execution_id text NOT NULL,
  order_id text NOT NULL,
  position_id text NOT NULL,
  purpose text NOT NULL CHECK (purpose IN ('open', 'close')),
  at_us bigint NOT NULL,
  quantity integer NOT NULL CHECK (quantity > 0),
  price_e4 bigint NOT NULL,
  fees_e4 bigint NOT NULL CHECK (fees_e4 >= 0),
  legs jsonb NOT NULL CHECK (jsonb_typeof(legs) = 'array'),
  how text NOT NULL,
  PRIMARY KEY (run_id, execution_id),
  FOREIGN KEY (run_id, order_id) REFERENCES orders (run_id, id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (run_id, position_id) REFERENCES positions (run_id, id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE exercises (
  run_id text NOT NULL,
  position_id text NOT NULL,
  instrument bigint NOT NULL,
  at_us bigint NOT NULL,
  quantity integer NOT NULL CHECK (quantity <> 0),
  outcome text NOT NULL CHECK (outcome IN ('exercised', 'assigned', 'expired')),
  shares integer NOT NULL,
  strike_e4 bigint NOT NULL CHECK (strike_e4 > 0),
  settled_at_e4 bigint NOT NULL CHECK (settled_at_e4 > 0),
  value_e4 bigint NOT NULL,
  PRIMARY KEY (run_id, position_id, instrument),
  CHECK (outcome <> 'expired' OR shares = 0),
  FOREIGN KEY (run_id, position_id) REFERENCES positions (run_id, id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE unsettled (
  run_id text NOT NULL,
  position_id text NOT NULL,
  at_us bigint NOT NULL,
  why text NOT NULL,
  PRIMARY KEY (run_id, position_id),
  FOREIGN KEY (run_id, position_id) REFERENCES positions (run_id, id) DEFERRABLE INITIALLY DEFERRED
);
