package dev.tradespace.search.report;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Interval;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.search.Constraint;
import dev.tradespace.core.catalogue.ModelId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Data of a search report, of a finished search or not.
 *
 * @param title what was searched, for a heading
 * @param status how it stands, a sentence
 * @param asked what was asked, as names and values
 * @param command the command line that asks for the same again; empty where there is none
 * @param strategy the id of the strategy, and why it was taken, as a name and a value
 * @param columns the metrics that trials have, those optimised first; the first one that is maximised lies upwards on
 *     the charts
 * @param limits what every trial had to keep
 * @param trials all of them, in the order of their numbers
 * @param front its members, best cost first
 * @param volume how the front grew
 * @param shares which parameters mattered, the one that mattered most first
 * @param sharesOf how that was found, a sentence; empty where it was not
 * @param surroundings where it was measured and with which versions, as names and values
 */
public record SearchReport(
        String title,
        String status,
        List<Fact> asked,
        String command,
        Fact strategy,
        List<Column> columns,
        List<Constraint> limits,
        List<Line> trials,
        List<Member> front,
        Volume volume,
        List<Share> shares,
        String sharesOf,
        List<Fact> surroundings) {
    public SearchReport {
        asked = List.copyOf(asked);
        columns = List.copyOf(columns);
        limits = List.copyOf(limits);
        trials = List.copyOf(trials);
        front = List.copyOf(front);
        shares = List.copyOf(shares);
        surroundings = List.copyOf(surroundings);
    }

    /**
     * A name and a value.
     *
     * @param name what it is
     * @param value as it is shown
     */
    public record Fact(String name, String value) {}

    /**
     * A metric that trials have values of.
     *
     * @param name the name under which the values come: {@code latency@local-cpu/ort-fp32-1t}
     * @param title as people read it: {@code Validation accuracy}
     * @param metric what it is
     * @param goal which direction is better
     * @param objective whether the search wants to be good at it
     * @param origin where its figures come from, a sentence
     */
    public record Column(String name, String title, Metric metric, Goal goal, boolean objective, String origin) {}

    /**
     * A trial.
     *
     * @param number its number, from 0
     * @param model the model's id; null where there is no such model
     * @param name what makes it another than the rest, for people: {@code width 0.5, depth 2}
     * @param family the family's id
     * @param outcome what came of it
     * @param note why it failed or was not trained, or of which trial it is a repetition; empty where there is nothing
     *     to say
     * @param values by the column's name
     * @param intervals 95%, by the column's name, where there are
     * @param seconds what it took, if that is known
     * @param onnx where its ONNX file is, empty where there is none
     */
    public record Line(
            int number,
            @Nullable ModelId model,
            String name,
            String family,
            Outcome outcome,
            String note,
            Map<String, Double> values,
            Map<String, Interval> intervals,
            OptionalDouble seconds,
            String onnx) {
        public Line {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
            intervals = Collections.unmodifiableMap(new LinkedHashMap<>(intervals));
        }

        /** Its value of a metric, if it has one. */
        OptionalDouble value(Column column) {
            Double value = values.get(column.name());
            return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
        }
    }

    /** Outcome of a trial. */
    public enum Outcome {
        /** It was evaluated to the end. */
        EVALUATED("evaluated"),
        /** Its cost breaks a limit, so it was not. */
        OVER_LIMIT("over a limit"),
        /** It failed. */
        FAILED("failed"),
        /** It was under way when the report was written. */
        UNFINISHED("unfinished");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /**
     * A member of the front.
     *
     * @param trial its number
     * @param test its accuracy on the test images in percent, read once at the end; empty before
     */
    public record Member(int trial, Optional<TestFigure> test) {}

    /**
     * An accuracy on the test images.
     *
     * @param accuracy in percent
     * @param interval 95%, if there is one
     * @param images how many there were, if that is known
     */
    public record TestFigure(double accuracy, Optional<Interval> interval, OptionalInt images) {}

    /**
     * How the front grew.
     *
     * @param points in the order in which the trials ended; empty where it was not followed
     * @param of of which box the values are the share, a sentence
     */
    public record Volume(List<Point> points, String of) {
        public Volume {
            points = List.copyOf(points);
        }
    }

    /**
     * The front after a trial.
     *
     * @param seconds since the search began
     * @param value the share of the box that is dominated, 0 to 1
     */
    public record Point(double seconds, double value) {}

    /**
     * How much a parameter mattered.
     *
     * @param parameter its name
     * @param share 0 to 1
     * @param low the lower end of its 95% interval
     * @param high the upper end
     */
    public record Share(String parameter, double share, double low, double high) {}
}
