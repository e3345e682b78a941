package dev.tradespace.core.measure;

import dev.tradespace.api.runtime.ModelFormat;

/**
 * The identity of a model's file: two files of equal identity are equal to the bit.
 *
 * @param architecture the digest of its network
 * @param weights the id of its weights: {@code random:7}
 * @param format what it is written as
 * @param precision {@code fp32}
 */
public record ModelFile(String architecture, String weights, ModelFormat format, String precision) {
    /** The precision of training. */
    public static final String FULL_PRECISION = "fp32";

    /** The file that a target runs of a row's model. */
    public static ModelFile of(RowKey key, Target target) {
        return new ModelFile(key.architecture(), key.weights(), target.format(), target.precision());
    }

    /** Its name in its model's folder. */
    public String name() {
        return format.file(precision);
    }
}
