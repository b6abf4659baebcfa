-- An order's limit can be changed where it works.
ALTER TABLE intents
  DROP CONSTRAINT intents_action_check,
  DROP CONSTRAINT intents_check2,
  ADD CONSTRAINT intents_action_check CHECK (action IN ('place', 'replace', 'cancel')),
  ADD CONSTRAINT intents_limit_check CHECK ((action IN ('place', 'replace')) = (limit_e4 IS NOT NULL));
