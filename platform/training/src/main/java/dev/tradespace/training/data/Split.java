package dev.tradespace.training.data;

import java.util.Locale;

/** A part of a dataset; no image is in two of them. */
public enum Split {
    /** To learn from. */
    TRAINING,
    /** To choose by. */
    VALIDATION,
    /** To score once, at the end. */
    TEST;

    /** How files and people write it: {@code training}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
