-- A broker that trades more than was ordered halts openings; the reason is the order's name.
ALTER TABLE halts
  DROP CONSTRAINT halts_kind_check,
  DROP CONSTRAINT halts_check2,
  ADD CONSTRAINT halts_kind_check CHECK (kind IN ('manual', 'ticker', 'book', 'emergency', 'overFilled')),
  ADD CONSTRAINT halts_reason_check CHECK ((kind IN ('manual', 'overFilled')) = (reason IS NOT NULL));
