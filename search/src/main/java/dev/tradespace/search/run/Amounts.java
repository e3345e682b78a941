package dev.tradespace.search.run;

import java.time.Duration;

/** Amounts in sentences. */
final class Amounts {
    private static final long SECONDS_PER_MINUTE = 60;

    private Amounts() {}

    /** {@code 20 min}. */
    static String time(Duration time) {
        long seconds = time.toSeconds();
        return seconds >= SECONDS_PER_MINUTE && seconds % SECONDS_PER_MINUTE == 0
                ? seconds / SECONDS_PER_MINUTE + " min"
                : seconds + " s";
    }

    /** {@code 40 trials}. */
    static String trials(int count) {
        return count == 1 ? "1 trial" : count + " trials";
    }
}
