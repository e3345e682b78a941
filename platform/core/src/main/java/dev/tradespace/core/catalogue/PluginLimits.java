package dev.tradespace.core.catalogue;

import java.time.Duration;

/**
 * What a jar of plugins may take.
 *
 * @param patience for each answer, above 0
 * @param loading for all answers that loading it needs, above 0
 * @param idle how long its process stays without being asked
 * @param failures after how many processes that had to be killed, or ended by themselves, it is set aside
 * @param waiting how many calls may wait for another's answer
 */
record PluginLimits(Duration patience, Duration loading, Duration idle, int failures, int waiting) {
    static final PluginLimits USUAL =
            new PluginLimits(Duration.ofSeconds(10), Duration.ofSeconds(120), Duration.ofSeconds(30), 3, 32);

    /** The usual ones with another patience, for tests. */
    PluginLimits patience(Duration other) {
        return new PluginLimits(other, loading, idle, failures, waiting);
    }
}
