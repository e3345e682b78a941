package dev.tradespace.devices.catalogue;

/**
 * The power that a device draws.
 *
 * @param idleWatts while it waits; at least 0
 * @param loadWatts with all cores busy; above {@code idleWatts}, at most 100 kW
 * @param cores of the processor, 1 to 65,536
 * @param source who measured it, and how
 */
public record DevicePower(double idleWatts, double loadWatts, int cores, String source) {
    /** That of a rack. */
    private static final int MOST_WATTS = 100_000;

    private static final int MOST_CORES = 65_536;

    public DevicePower {
        if (!Double.isFinite(idleWatts) || idleWatts < 0) {
            throw new IllegalArgumentException("the power at idle must be at least 0 W, was " + idleWatts);
        }
        if (!Double.isFinite(loadWatts) || loadWatts <= idleWatts || loadWatts > MOST_WATTS) {
            throw new IllegalArgumentException("the power under load must be above that at idle, " + idleWatts
                    + " W, and at most " + MOST_WATTS + " W, was " + loadWatts);
        }
        if (cores < 1 || cores > MOST_CORES) {
            throw new IllegalArgumentException(
                    "a device with a power must have 1 to " + MOST_CORES + " cores, was " + cores);
        }
        if (source.isBlank()) {
            throw new IllegalArgumentException("a power must have a source");
        }
    }

    /**
     * What a number of busy cores adds to the power at idle, in watts: their part of what all add.
     *
     * @param threads at least 1; more than the cores count as all
     */
    public double aboveIdle(int threads) {
        return (loadWatts - idleWatts) * Math.min(threads, cores) / cores;
    }
}
