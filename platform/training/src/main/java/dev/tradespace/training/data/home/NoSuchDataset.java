package dev.tradespace.training.data.home;

import java.io.IOException;

/** A dataset that is unknown or not here; the message says how to get it. */
public final class NoSuchDataset extends IOException {
    private static final long serialVersionUID = 1L;

    NoSuchDataset(String message) {
        super(message);
    }
}
