package dev.tradespace.app;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Skips a test where the machine lacks something, with the reason printed: the build's own output only counts skips. */
final class Skips {
    private Skips() {}

    static void unless(boolean there, String reason) {
        if (!there) {
            System.out.println("skipped: " + reason);
        }
        assumeTrue(there, reason);
    }
}
