package dev.tradespace.core.catalogue;

/** What a plugin has thrown in its process; the cause holds its stack trace there, for the plugin's author. */
final class ThrownByPlugin extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 2_000;
    private static final int LONGEST_TRACE = 8_000;

    ThrownByPlugin(String message, String trace) {
        super(PlainText.of(message, LONGEST), new Trace(PlainText.of(trace, LONGEST_TRACE)));
    }

    /** A stack trace of another process, as text. */
    private static final class Trace extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Trace(String trace) {
            super("in the plugin's process: " + trace, null, false, false);
        }
    }
}
