-- Lists can be sorted by every metric: H2 sorts a million rows on the disk unless an index has sorted them. A metric that comes later brings its own.
CREATE INDEX IF NOT EXISTS measurement_by_throughput ON measurement (shown, throughput DESC NULLS LAST, id);
CREATE INDEX IF NOT EXISTS measurement_by_memory ON measurement (shown, memory ASC NULLS LAST, id);
CREATE INDEX IF NOT EXISTS measurement_by_energy ON measurement (shown, energy ASC NULLS LAST, id);
CREATE INDEX IF NOT EXISTS measurement_by_params ON measurement (shown, params ASC NULLS LAST, id);
CREATE INDEX IF NOT EXISTS measurement_by_macs ON measurement (shown, macs ASC NULLS LAST, id);
CREATE INDEX IF NOT EXISTS measurement_by_model_size ON measurement (shown, model_size ASC NULLS LAST, id);
