package dev.tradespace.core.measure;

/**
 * The images that the accuracy of a trained model is about. Rows name them in {@link RowKey#dataset}: the test split by the dataset's id alone, the
 * validation split by {@code fashion-mnist:validation}, so that no list and no front mixes the two.
 *
 * @param dataset the dataset's id
 * @param validation whether it is the validation split, by which a search chooses, and not the test split
 */
public record ScoredOn(String dataset, boolean validation) {
    private static final String VALIDATION = ":validation";

    /** The images that a row names. */
    public static ScoredOn parse(String name) {
        return name.endsWith(VALIDATION)
                ? new ScoredOn(name.substring(0, name.length() - VALIDATION.length()), true)
                : new ScoredOn(name, false);
    }

    /** As a row names them. */
    public String name() {
        return validation ? dataset + VALIDATION : dataset;
    }
}
