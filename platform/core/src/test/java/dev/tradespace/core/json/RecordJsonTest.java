package dev.tradespace.core.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Interval;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.op.Shape;
import dev.tradespace.api.training.Recipe;
import dev.tradespace.core.json.RecordJson.MayBeNaN;
import dev.tradespace.core.json.RecordJson.Named;
import dev.tradespace.core.json.RecordJson.Unwrapped;
import dev.tradespace.core.statistics.Samples;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordJsonTest {
    private record Numbers(
            int small,
            long large,
            double real,
            @MayBeNaN double loss,
            OptionalInt a,
            OptionalLong b,
            OptionalDouble c) {}

    private record Words(
            boolean flag,
            Metric metric,
            Recipe.Schedule schedule,
            Path path,
            Instant at,
            Optional<URI> url,
            @Nullable String note,
            @Named("default") String initial) {}

    private record Values(
            Duration duration,
            Interval interval,
            Samples samples,
            Shape shape,
            List<Figure> figures,
            Map<String, List<Long>> map) {}

    private record Outer(
            @Unwrapped Map<Metric, Integer> counts,
            @Unwrapped Inner inner,
            Stream<String> names) {}

    private record Inner(int x) {
        Inner {
            if (x < 0) {
                throw new IllegalArgumentException("x must be at least 0, was " + x);
            }
        }
    }

    @Test
    void numbersComeBackAsTheyWent() {
        Numbers numbers = new Numbers(
                -1, Long.MIN_VALUE, 0.1, Double.NaN, OptionalInt.of(7), OptionalLong.empty(), OptionalDouble.of(2));

        String json = RecordJson.text(numbers);

        assertEquals("{\"small\":-1,\"large\":-9223372036854775808,\"real\":0.1,\"loss\":null,\"a\":7,\"c\":2}", json);
        assertEquals(numbers, RecordJson.read(Numbers.class, json));
    }

    @Test
    void wordsComeBackAsTheyWent() {
        Words words = new Words(
                true,
                Metric.MODEL_SIZE,
                Recipe.Schedule.ONE_CYCLE,
                Path.of("/a \"b\""),
                Instant.EPOCH,
                Optional.of(URI.create("http://[::1]:80")),
                null,
                "x");

        String json = RecordJson.text(words);

        assertEquals(
                "{\"flag\":true,\"metric\":\"modelSize\",\"schedule\":\"one-cycle\",\"path\":\"/a \\\"b\\\"\","
                        + "\"at\":\"1970-01-01T00:00:00Z\",\"url\":\"http://[::1]:80\",\"note\":null,\"default\":\"x\"}",
                json);
        assertEquals(words, RecordJson.read(Words.class, json));
    }

    @Test
    void valuesOfOursComeBackAsTheyWent() {
        Values values = new Values(
                Duration.ofMillis(1500),
                new Interval(0.5, 2),
                Samples.ofNanos(3, 4),
                Shape.of(3, 32, 32),
                List.of(
                        new Figure.Measured(3, new Interval(2, 4), "a"),
                        new Figure.Estimated(0.25, null, "b"),
                        new Figure.Published(1e300, "c"),
                        new Figure.Unavailable("d")),
                Map.of("k", List.of(1L, 2L)));

        String json = RecordJson.text(values);

        assertEquals(
                "{\"duration\":1.5,\"interval\":[0.5,2],\"samples\":[3,4],\"shape\":[3,32,32],\"figures\":["
                        + "{\"kind\":\"measured\",\"amount\":3,\"interval\":[2,4],\"source\":\"a\"},"
                        + "{\"kind\":\"estimated\",\"amount\":0.25,\"interval\":null,\"source\":\"b\"},"
                        + "{\"kind\":\"published\",\"amount\":1.0E300,\"source\":\"c\"},"
                        + "{\"kind\":\"unavailable\",\"reason\":\"d\"}],\"map\":{\"k\":[1,2]}}",
                json);
        assertEquals(values, RecordJson.read(Values.class, json));
    }

    @Test
    void writesWhatIsUnwrappedInItsPlace() {
        assertEquals(
                "{\"params\":1,\"x\":2,\"names\":[\"a\"]}",
                RecordJson.text(new Outer(Map.of(Metric.PARAMETERS, 1), new Inner(2), Stream.of("a"))));
    }

    @Test
    void refusesANumberThatIsNotFinite() {
        Numbers numbers = new Numbers(
                1, 1, Double.POSITIVE_INFINITY, 1, OptionalInt.empty(), OptionalLong.empty(), OptionalDouble.empty());

        assertThrows(IllegalArgumentException.class, () -> RecordJson.text(numbers));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|/x: is missing",
                "{\"x\":-1}|x must be at least 0, was -1",
                "{\"x\":1,\"y\":2}|/y: is unknown; known are x",
                "{\"x\":1,\"x\":2}|Duplicate field 'x'",
                "{\"x\":1.5}|/x: must be a whole number, was 1.5",
                "{\"x\":null}|/x: must be a whole number, was null",
                "{\"x\":99999999999}|/x: must be a whole number of 32 bits, was 99999999999",
                "[1]|must be an object, was [",
                "{\"x\":1} 2|there must be nothing after the end of the document"
            })
    void saysWhatIsWrongAndWhere(String json, String message) {
        assertEquals(
                message,
                assertThrows(BadDocument.class, () -> RecordJson.read(Inner.class, json))
                        .getMessage());
    }

    @Test
    void skipsWhatItDoesNotKnowIfItIsTold() {
        assertEquals(new Inner(1), RecordJson.readKnown(Inner.class, "{\"y\":{\"z\":[1]},\"x\":1}"));
    }

    @Test
    void saysWhichKindsThereAre() {
        assertEquals(
                "its first field, kind, must be one of measured, estimated, published, unavailable, was guessed",
                assertThrows(
                                BadDocument.class,
                                () -> RecordJson.read(Figure.class, "{\"kind\":\"guessed\",\"amount\":1}"))
                        .getMessage());
    }
}
