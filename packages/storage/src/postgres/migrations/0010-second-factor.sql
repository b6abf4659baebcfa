-- The second factor of people who arm live accounts (RFC 6238). Its secret makes codes and is read by the server alone.
CREATE TABLE second_factors (
  user_id bigint PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  secret bytea NOT NULL CHECK (octet_length(secret) >= 20),
  -- the step of the last code that was taken: none is taken twice
  last_step bigint NOT NULL DEFAULT 0 CHECK (last_step >= 0),
  created_at_ms bigint NOT NULL
);
