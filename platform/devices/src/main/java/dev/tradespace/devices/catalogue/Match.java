package dev.tradespace.devices.catalogue;

import java.util.Locale;

/** How well a published network is one of the variants here. */
public enum Match {
    /**
     * The same layers at the same resolution, multiply-accumulates within 1% as they are counted here; of an accuracy, also the weights whose figure the
     * variant cites.
     */
    EXACT,
    /** The same network but for what the reason says: another resolution, other weights, a stride that stands elsewhere. */
    NEAR,
    /** None of the variants. */
    NONE;

    /** The name in files: {@code exact}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
