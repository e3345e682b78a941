package dev.tradespace.server.http;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Exponential back-off for wrong tokens, per remote address: after a few, further ones are told to wait. It keeps a
 * client that has an old token from asking again and again. Guessing is made hopeless by the length that
 * {@link RequestGuard} demands: a back-off against the right token too would let anybody keep its owner out.
 *
 * <p>Lives on one event loop.
 */
final class TokenThrottle {
    /** Wrong tokens that cost nothing. */
    static final int FREE = 5;

    private static final Duration LONGEST = Duration.ofMinutes(5);
    /** Age at which failures are forgotten. */
    private static final Duration FORGETTING = Duration.ofMinutes(15);
    /** A machine has a whole /64 of IPv6 addresses: the first four groups tell machines apart. */
    private static final int IPV6_GROUPS = 4;

    private static final int MOST_ADDRESSES = 10_000;

    private final InstantSource clock;
    private final Map<String, Attempts> attempts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Attempts> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    private record Attempts(int failures, Instant last) {
        Instant until() {
            int exponent = Math.min(failures - FREE - 1, 10);
            Duration pause = exponent < 0 ? Duration.ZERO : Duration.ofSeconds(1L << exponent);
            return last.plus(pause.compareTo(LONGEST) < 0 ? pause : LONGEST);
        }
    }

    TokenThrottle(InstantSource clock) {
        this.clock = clock;
    }

    /** For how many seconds whoever shows a wrong token from there is told to wait; 0 for none. */
    long seconds(String address) {
        Attempts known = attempts.get(key(address));
        if (known == null) {
            return 0;
        }
        Duration left = Duration.between(clock.instant(), known.until());
        return left.isNegative() || left.isZero() ? 0 : left.plusMillis(999).toSeconds();
    }

    /** A wrong token came from there. */
    void failed(String address) {
        Instant now = clock.instant();
        Attempts known = attempts.get(key(address));
        int before = known == null || known.last().plus(FORGETTING).isBefore(now) ? 0 : known.failures();
        attempts.put(key(address), new Attempts(before + 1, now));
    }

    /** The right token came from there. */
    void succeeded(String address) {
        attempts.remove(key(address));
    }

    private static String key(String address) {
        String[] groups = address.split(":", -1);
        return groups.length <= IPV6_GROUPS || address.contains("::")
                ? address
                : String.join(":", Arrays.copyOf(groups, IPV6_GROUPS));
    }
}
