package dev.tradespace.api.metric;

import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A value of a metric with its origin, or the reason why there is none. Origins are types so that nothing mixes them
 * silently, and nothing unknown is ever a zero.
 */
public sealed interface Figure {
    /** The origin's name on the wire: {@code measured}, {@code estimated}, {@code published}, {@code unavailable}. */
    String origin();

    /** The value in the metric's unit; empty where it is unavailable. */
    default OptionalDouble value() {
        return match(new Cases<>() {
            @Override
            public OptionalDouble measured(Measured figure) {
                return OptionalDouble.of(figure.amount());
            }

            @Override
            public OptionalDouble estimated(Estimated figure) {
                return OptionalDouble.of(figure.amount());
            }

            @Override
            public OptionalDouble published(Published figure) {
                return OptionalDouble.of(figure.amount());
            }

            @Override
            public OptionalDouble unavailable(Unavailable figure) {
                return OptionalDouble.empty();
            }
        });
    }

    /** The same with its source or its reason changed. */
    default Figure mapText(UnaryOperator<String> change) {
        return match(new Cases<>() {
            @Override
            public Figure measured(Measured figure) {
                return new Measured(figure.amount(), figure.interval(), change.apply(figure.source()));
            }

            @Override
            public Figure estimated(Estimated figure) {
                return new Estimated(figure.amount(), figure.interval(), change.apply(figure.source()));
            }

            @Override
            public Figure published(Published figure) {
                return new Published(figure.amount(), change.apply(figure.source()));
            }

            @Override
            public Figure unavailable(Unavailable figure) {
                return new Unavailable(change.apply(figure.reason()));
            }
        });
    }

    /** Calls the case of this origin. */
    <R> R match(Cases<R> cases);

    /**
     * One method per origin.
     *
     * @param <R> what a case returns
     */
    interface Cases<R> {
        R measured(Measured figure);

        R estimated(Estimated figure);

        R published(Published figure);

        R unavailable(Unavailable figure);
    }

    /**
     * Measured on the target, or counted on the very graph.
     *
     * @param amount the value
     * @param interval its 95% interval, where there are samples enough for one
     * @param source how: {@code 662 queries}, {@code counted}
     */
    record Measured(double amount, @Nullable Interval interval, String source) implements Figure {
        public Measured {
            requireFinite(amount);
            Objects.requireNonNull(source, "source");
        }

        @Override
        public String origin() {
            return "measured";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.measured(this);
        }
    }

    /**
     * Computed by a model of the target.
     *
     * @param amount the value
     * @param interval its 95% interval, where the model has one
     * @param source which model
     */
    record Estimated(double amount, @Nullable Interval interval, String source) implements Figure {
        public Estimated {
            requireFinite(amount);
            Objects.requireNonNull(source, "source");
        }

        @Override
        public String origin() {
            return "estimated";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.estimated(this);
        }
    }

    /**
     * Published by somebody.
     *
     * @param amount the value
     * @param source who and under which conditions
     */
    record Published(double amount, String source) implements Figure {
        public Published {
            requireFinite(amount);
            Objects.requireNonNull(source, "source");
        }

        @Override
        public String origin() {
            return "published";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.published(this);
        }
    }

    /**
     * Not known.
     *
     * @param reason why, for a person
     */
    record Unavailable(String reason) implements Figure {
        public Unavailable {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("reason must not be blank");
            }
        }

        @Override
        public String origin() {
            return "unavailable";
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.unavailable(this);
        }
    }

    private static void requireFinite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "a figure must be finite, was " + value + "; use Unavailable with a reason");
        }
    }
}
