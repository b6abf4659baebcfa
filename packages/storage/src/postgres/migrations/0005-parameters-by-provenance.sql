-- What was set on a simulated market never governs a real one of the same mode.
ALTER TABLE parameters ADD COLUMN src text CHECK (src IN ('live', 'recorded', 'simulated'));
UPDATE parameters SET src = runs.src FROM runs WHERE runs.id = parameters.run_id;
ALTER TABLE parameters ALTER COLUMN src SET NOT NULL;
ALTER TABLE parameters DROP CONSTRAINT parameters_pkey;
ALTER TABLE parameters ADD PRIMARY KEY (mode, src, name);
