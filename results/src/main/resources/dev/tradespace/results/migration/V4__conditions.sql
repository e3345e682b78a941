-- What made a row beside its key: the version of the data, the conditions of the measurement, and the plugin. Of what was measured before, only the version
-- of the data is known, through its training.

-- What the cost of a model depends on beside its target. Unknown conditions are not kept: a measurement then names none.
CREATE TABLE IF NOT EXISTS conditions (
    digest VARCHAR(16) PRIMARY KEY,
    machine VARCHAR NOT NULL,
    cpu VARCHAR NOT NULL,
    runtime VARCHAR NOT NULL, -- onnxruntime 1.28.0
    threads INTEGER NOT NULL,
    batch INTEGER NOT NULL
);

ALTER TABLE measurement ADD COLUMN IF NOT EXISTS data VARCHAR DEFAULT '' NOT NULL; -- digest of the dataset's version; empty: none was read
ALTER TABLE measurement ADD COLUMN IF NOT EXISTS conditions VARCHAR(16) DEFAULT '' NOT NULL; -- empty: unknown. Shown is now one of a key and these
ALTER TABLE measurement ADD COLUMN IF NOT EXISTS plugin VARCHAR; -- built in, or the jar's name; null: unknown, as the next
ALTER TABLE measurement ADD COLUMN IF NOT EXISTS plugin_digest VARCHAR; -- the platform's version, or the jar's SHA-256, shortened

ALTER TABLE job ADD COLUMN IF NOT EXISTS plugin VARCHAR;
ALTER TABLE job ADD COLUMN IF NOT EXISTS plugin_digest VARCHAR;

ALTER TABLE score ADD COLUMN IF NOT EXISTS class_names VARCHAR; -- JSON, in the order of the numbers in the answers; null: unknown

UPDATE measurement SET data = (
    SELECT t.data FROM model d JOIN training t ON t.architecture = d.architecture AND t.weights = d.weights
    WHERE d.id = measurement.model)
WHERE model IN (
    SELECT d.id FROM model d JOIN training t ON t.architecture = d.architecture AND t.weights = d.weights);
