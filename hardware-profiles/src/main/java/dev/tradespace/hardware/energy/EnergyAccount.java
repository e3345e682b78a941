package dev.tradespace.hardware.energy;

import dev.tradespace.api.metric.Figure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a span of queries cost in energy above idle: the machine's power is measured while it rests, and that power times the
 * span is taken off. Where energy cannot be read, or can no longer, the answer is the reason. Times are arguments, so that
 * the account itself knows no clock.
 *
 * <p>Call in this order: {@link #rest}, {@link #rested}, {@link #begin}, {@link #follow} as often as wanted, {@link #perInference}.
 */
public final class EnergyAccount {
    private static final double NANOS = 1e9;

    private final @Nullable RaplMeter meter;
    private @Nullable String obstacle;
    private Mark mark = new Mark(0, 0);
    private double idleWatts;

    private EnergyAccount(@Nullable RaplMeter meter, @Nullable String obstacle) {
        this.meter = meter;
        this.obstacle = obstacle;
    }

    /** The account of a machine's counters; one that answers with the reason where there are none. */
    public static EnergyAccount open(Path powercap) {
        try {
            return new EnergyAccount(RaplMeter.open(powercap), null);
        } catch (IOException unreadable) {
            return new EnergyAccount(null, said(unreadable));
        }
    }

    /** Whether resting is worth the time. */
    public boolean readable() {
        return obstacle == null;
    }

    /** The machine rests from now on. */
    public void rest(long nanoTime) {
        mark = read(nanoTime);
    }

    /** It has rested until now. */
    public void rested(long nanoTime) {
        Mark now = read(nanoTime);
        double seconds = now.secondsSince(mark);
        if (seconds > 0) {
            idleWatts = (now.joules - mark.joules) / seconds;
        } else if (obstacle == null) {
            obstacle = "the machine was not seen at rest";
        }
    }

    /** Queries run from now on. */
    public void begin(long nanoTime) {
        mark = read(nanoTime);
    }

    /** Reads the counters, so that none of them goes round twice unseen in a long span. */
    public void follow(long nanoTime) {
        read(nanoTime);
    }

    /**
     * The queries have ended.
     *
     * @param inferences images that went through, at least 1
     * @unit joules per inference
     */
    public Figure perInference(long nanoTime, long inferences) {
        if (inferences < 1) {
            throw new IllegalArgumentException("inferences must be at least 1, was " + inferences);
        }
        Mark now = read(nanoTime);
        if (obstacle != null) {
            return new Figure.Unavailable(obstacle);
        }
        double above = now.joules - mark.joules - idleWatts * now.secondsSince(mark);
        String idle = String.format(Locale.ROOT, "%.1f W", idleWatts);
        return above > 0
                ? new Figure.Measured(above / inferences, null, "RAPL package domains, above " + idle + " at rest")
                : new Figure.Unavailable("the packages drew no more than the " + idle + " they draw at rest");
    }

    private Mark read(long nanoTime) {
        if (meter != null && obstacle == null) {
            try {
                return new Mark(meter.joules(), nanoTime);
            } catch (IOException lost) {
                obstacle = said(lost);
            }
        }
        return new Mark(0, nanoTime);
    }

    private static String said(IOException obstacle) {
        return obstacle.getMessage() == null ? obstacle.toString() : obstacle.getMessage();
    }

    private record Mark(double joules, long nanoTime) {
        double secondsSince(Mark earlier) {
            return (nanoTime - earlier.nanoTime) / NANOS;
        }
    }
}
