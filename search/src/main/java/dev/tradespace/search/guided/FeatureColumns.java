package dev.tradespace.search.guided;

import java.util.List;

/** Feature matrix stored by feature, so that loops over configurations run over neighbouring numbers. */
final class FeatureColumns {
    private final double[][] features;
    private final int count;

    private FeatureColumns(double[][] features, int count) {
        this.features = features;
        this.count = count;
    }

    /**
     * Those of candidates, in their order.
     *
     * @param width how many features each has
     */
    static FeatureColumns of(List<Candidate> candidates, int width) {
        FeatureColumns columns = new FeatureColumns(new double[width][candidates.size()], candidates.size());
        for (int i = 0; i < candidates.size(); i++) {
            columns.put(i, candidates.get(i).features());
        }
        return columns;
    }

    /** Puts another configuration into a column. */
    void put(int column, double[] values) {
        for (int f = 0; f < features.length; f++) {
            features[f][column] = values[f];
        }
    }

    /** One feature of all; not to be changed. */
    double[] feature(int feature) {
        return features[feature];
    }

    /** The features of one. */
    double[] at(int column) {
        double[] values = new double[features.length];
        for (int f = 0; f < values.length; f++) {
            values[f] = features[f][column];
        }
        return values;
    }

    /** How many features each has. */
    int width() {
        return features.length;
    }

    /** How many configurations there are. */
    int count() {
        return count;
    }
}
