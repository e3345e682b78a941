package dev.tradespace.training.data;

import dev.tradespace.core.training.DatasetFacts;
import java.io.IOException;

/** A dataset that is here. Safe for use by several threads; every method may block. */
public interface DatasetSource {
    /** Where it lies, for people. */
    String note();

    /** Its facts, which may be some seconds old: to show them. */
    DatasetFacts facts() throws IOException;

    /** The dataset that {@link #facts} tells of. */
    Dataset shown() throws IOException;

    /** The dataset as it is now: every file is compared with what is known of it. */
    Dataset current() throws IOException;
}
