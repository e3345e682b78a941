package dev.tradespace.quantization;

/** A network or images that cannot be quantised with, and why. */
public final class UnfitCalibration extends Exception {
    private static final long serialVersionUID = 1;

    /** With the reason, a sentence for people. */
    public UnfitCalibration(String message) {
        super(message);
    }
}
