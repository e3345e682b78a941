package dev.tradespace.api.space;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The values a parameter may take; each domain has one Java type for them. */
public sealed interface Domain {
    /** Whether the value is one of them, of the right Java type. */
    boolean contains(Object value);

    /** The value that a text means, or empty where it means none of them. */
    Optional<Object> parse(String text);

    /** Whether every value of another is one of these. */
    default boolean covers(Domain other) {
        return other.getClass().equals(getClass()) && other.enumerate().stream().allMatch(this::contains);
    }

    /** A value drawn evenly. */
    Object random(RandomGenerator random);

    /** Every value in order; empty where they cannot be counted. */
    List<Object> enumerate();

    /** How many there are; empty where they cannot be counted. */
    Optional<BigInteger> size();

    /** The allowed values, for a person: {@code a whole number from 1 to 64}. */
    String describe();

    /**
     * Whole numbers from {@code low} to {@code high} at a distance; values are {@link Integer}s.
     *
     * @param low the least
     * @param high the greatest that may be reached
     * @param step their distance, at least 1
     */
    record Integers(int low, int high, int step) implements Domain {
        public Integers {
            if (low > high || step < 1) {
                throw new IllegalArgumentException(
                        "needs low <= high and step >= 1, was " + low + " to " + high + " by " + step);
            }
        }

        @Override
        public boolean contains(Object value) {
            return value instanceof Integer number
                    && number >= low
                    && number <= high
                    && ((long) number - low) % step == 0;
        }

        @Override
        public Optional<Object> parse(String text) {
            try {
                Object value = Integer.valueOf(text.strip());
                return Optional.of(value).filter(this::contains);
            } catch (NumberFormatException notANumber) {
                return Optional.empty();
            }
        }

        @Override
        public Object random(RandomGenerator random) {
            return (int) (low + step * random.nextLong(((long) high - low) / step + 1));
        }

        @Override
        public List<Object> enumerate() {
            List<Object> values = new ArrayList<>();
            for (long value = low; value <= high; value += step) {
                values.add((int) value);
            }
            return values;
        }

        @Override
        public Optional<BigInteger> size() {
            return Optional.of(BigInteger.valueOf(((long) high - low) / step + 1));
        }

        @Override
        public String describe() {
            return step == 1
                    ? "a whole number from " + low + " to " + high
                    : "one of " + low + ", " + (low + step) + ", ... up to " + high;
        }
    }

    /**
     * Real numbers; values are {@link Double}s.
     *
     * @param low the least
     * @param high the greatest
     */
    record Reals(double low, double high) implements Domain {
        public Reals {
            if (!(low <= high) || !Double.isFinite(low) || !Double.isFinite(high)) {
                throw new IllegalArgumentException("needs low <= high, both finite, was " + low + " to " + high);
            }
        }

        @Override
        public boolean contains(Object value) {
            return value instanceof Double number && number >= low && number <= high;
        }

        @Override
        public boolean covers(Domain other) {
            return other instanceof Reals reals && reals.low >= low && reals.high <= high;
        }

        @Override
        public Optional<Object> parse(String text) {
            try {
                Object value = Double.parseDouble(text.strip()) + 0.0; // a negative zero would be another configuration
                return Optional.of(value).filter(this::contains);
            } catch (NumberFormatException notANumber) {
                return Optional.empty();
            }
        }

        @Override
        public Object random(RandomGenerator random) {
            double share = random.nextDouble();
            return Math.max(low, Math.min(high, low * (1 - share) + high * share));
        }

        @Override
        public List<Object> enumerate() {
            return List.of();
        }

        @Override
        public Optional<BigInteger> size() {
            return Optional.empty();
        }

        @Override
        public String describe() {
            return "a number from " + low + " to " + high;
        }
    }

    /**
     * Names; values are {@link String}s.
     *
     * @param options the names, at least one, each once, of letters, digits and {@code . - + _}: they stand in the ids
     *     of models
     */
    record Choices(List<String> options) implements Domain {
        private static final Pattern OPTION = Pattern.compile("[A-Za-z0-9.+_-]+");

        public Choices {
            options = List.copyOf(options);
            if (options.isEmpty() || new HashSet<>(options).size() != options.size()) {
                throw new IllegalArgumentException("needs at least one option, each once, was " + options);
            }
            for (String option : options) {
                if (!OPTION.matcher(option).matches()) {
                    throw new IllegalArgumentException(
                            "an option must be letters, digits, dots, dashes, plus signs and underscores, was "
                                    + option);
                }
            }
        }

        @Override
        public boolean contains(Object value) {
            return value instanceof String && options.contains(value);
        }

        @Override
        public Optional<Object> parse(String text) {
            Object value = text.strip();
            return Optional.of(value).filter(this::contains);
        }

        @Override
        public Object random(RandomGenerator random) {
            return options.get(random.nextInt(options.size()));
        }

        @Override
        public List<Object> enumerate() {
            return List.copyOf(options);
        }

        @Override
        public Optional<BigInteger> size() {
            return Optional.of(BigInteger.valueOf(options.size()));
        }

        @Override
        public String describe() {
            return "one of " + String.join(", ", options);
        }
    }

    /** Yes or no; values are {@link Boolean}s. */
    record Flags() implements Domain {
        @Override
        public boolean contains(Object value) {
            return value instanceof Boolean;
        }

        @Override
        public Optional<Object> parse(String text) {
            return switch (text.strip()) {
                case "true" -> Optional.of(true);
                case "false" -> Optional.of(false);
                default -> Optional.empty();
            };
        }

        @Override
        public Object random(RandomGenerator random) {
            return random.nextBoolean();
        }

        @Override
        public List<Object> enumerate() {
            return List.of(false, true);
        }

        @Override
        public Optional<BigInteger> size() {
            return Optional.of(BigInteger.TWO);
        }

        @Override
        public String describe() {
            return "true or false";
        }
    }
}
