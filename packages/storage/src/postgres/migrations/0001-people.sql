-- Users, their sessions, the commands they gave, and the audit chain.

CREATE TABLE users (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE CHECK (name ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
  role text NOT NULL CHECK (role IN ('viewer', 'trader', 'admin')),
  argon2id text NOT NULL CHECK (argon2id LIKE '$argon2id$%'),
  must_change boolean NOT NULL,
  disabled boolean NOT NULL DEFAULT false,
  created_at_ms bigint NOT NULL,
  changed_at_ms bigint NOT NULL CHECK (changed_at_ms >= created_at_ms)
);

-- Only the hash of a session's token is kept: a stolen backup signs nobody in.
CREATE TABLE sessions (
  token_sha256 bytea PRIMARY KEY CHECK (octet_length(token_sha256) = 32),
  user_id bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  created_at_ms bigint NOT NULL,
  last_seen_at_ms bigint NOT NULL CHECK (last_seen_at_ms >= created_at_ms),
  expires_at_ms bigint NOT NULL CHECK (expires_at_ms > created_at_ms)
);
CREATE INDEX sessions_of_user ON sessions (user_id);

-- One row a command id: the same id never means two acts.
CREATE TABLE commands (
  id text PRIMARY KEY CHECK (id ~ '^[0-9a-zA-Z-]{8,64}$'),
  user_name text NOT NULL REFERENCES users (name),
  request text NOT NULL,
  received_at_ms bigint NOT NULL,
  reply jsonb,
  replied_at_ms bigint,
  CHECK ((reply IS NULL) = (replied_at_ms IS NULL))
);

-- One chain a writer. What is hashed is what is stored; the columns to search by are read from it.
CREATE TABLE audit (
  writer text NOT NULL CHECK (writer <> ''),
  seq bigint NOT NULL CHECK (seq > 0),
  body text NOT NULL,
  prev_sha256 bytea NOT NULL CHECK (octet_length(prev_sha256) = 32),
  sha256 bytea NOT NULL CHECK (sha256 = sha256(prev_sha256 || convert_to(body, 'UTF8'))),
  at_ms bigint NOT NULL GENERATED ALWAYS AS (((body::jsonb) ->> 'atMs')::bigint) STORED,
  actor text NOT NULL GENERATED ALWAYS AS ((body::jsonb) ->> 'actor') STORED,
  act text NOT NULL GENERATED ALWAYS AS ((body::jsonb) ->> 'act') STORED,
  PRIMARY KEY (writer, seq),
  CHECK ((body::jsonb) ->> 'writer' = writer AND ((body::jsonb) ->> 'seq')::bigint = seq)
);

CREATE FUNCTION audit_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  head record;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('audit/' || NEW.writer, 0));
  SELECT seq, sha256 INTO head FROM audit WHERE writer = NEW.writer ORDER BY seq DESC LIMIT 1;
  IF NEW.seq <> coalesce(head.seq, 0) + 1 OR NEW.prev_sha256 <> coalesce(head.sha256, decode(repeat('00', 32), 'hex')) THEN
    RAISE EXCEPTION 'audit row %/% does not follow the head of its chain', NEW.writer, NEW.seq USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit is append-only: % refused', TG_OP USING ERRCODE = '42501';
END $$;

CREATE TRIGGER audit_follows BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION audit_follows();
CREATE TRIGGER audit_keeps BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_keeps_all BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
