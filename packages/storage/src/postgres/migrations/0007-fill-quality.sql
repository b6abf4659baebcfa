-- How well each execution went; fills of earlier runs were not measured.
ALTER TABLE fills
  ADD COLUMN to_placed_mid_e4 bigint,
  ADD COLUMN to_fill_mid_e4 bigint,
  ADD COLUMN to_plan_e4 bigint,
  ADD COLUMN since_intent_us bigint;
-- Legs that traded without the rest of their package are a fill of none.
ALTER TABLE fills
  DROP CONSTRAINT fills_quantity_check,
  ADD CONSTRAINT fills_quantity_check CHECK (quantity >= 0);
