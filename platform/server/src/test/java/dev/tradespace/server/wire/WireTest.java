package dev.tradespace.server.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tradespace.api.metric.Figure;
import dev.tradespace.api.metric.Interval;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.json.RecordJson;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireTest {
    @ParameterizedTest
    @CsvSource({
        "25557032, 25557032, false",
        "25557032, 25557033, true",
        "25.6e6, 25557032, false",
        "4.09e9, 4089184256, false",
        "4.1e9, 4089184256, false",
        "3.8e9, 4089184256, true",
        "300e6, 300774272, false",
        "1, 0, true"
    })
    void callsOnlyThatADifferenceWhichRoundingDoesNotExplain(double published, long own, boolean differs) {
        assertEquals(differs, ModelJson.differs(published, own));
    }

    @Test
    void writesWholeNumbersWithoutAFraction() {
        assertEquals("25557032", number(25_557_032.0));
        assertEquals("0.1", number(0.1));
        assertEquals("-3", number(-3));
        assertEquals("1.0E300", number(1e300));
        assertThrows(IllegalArgumentException.class, () -> number(Double.NaN));
    }

    @Test
    void writesEveryOriginWithWhatBelongsToIt() {
        assertEquals(
                "{\"value\":3,\"unit\":\"ms\",\"origin\":\"measured\",\"interval\":[2,4],\"source\":\"64 queries\"}",
                figure(new Figure.Measured(3, new Interval(2, 4), "64 queries")));
        assertEquals(
                "{\"value\":3.5,\"unit\":\"ms\",\"origin\":\"estimated\",\"source\":\"a table\"}",
                figure(new Figure.Estimated(3.5, null, "a table")));
        assertEquals(
                "{\"value\":3,\"unit\":\"ms\",\"origin\":\"published\",\"source\":\"a \\\"paper\\\"\"}",
                figure(new Figure.Published(3, "a \"paper\"")));
        assertEquals(
                "{\"value\":null,\"unit\":\"ms\",\"origin\":\"unavailable\",\"reason\":\"no meter\"}",
                figure(new Figure.Unavailable("no meter")));
    }

    @Test
    void cutsPagesAtTheEnd() {
        List<Integer> all = List.of(1, 2, 3);

        assertEquals("{\"items\":[2,3],\"total\":3}", text(PageView.of(all, 1, 5, item -> item)));
        assertEquals("{\"items\":[],\"total\":3}", text(PageView.of(all, 7, 5, item -> item)));
    }

    private static String number(double value) {
        return text(value);
    }

    private static String figure(Figure figure) {
        return text(FigureView.of(Metric.LATENCY, figure));
    }

    private static String text(Object view) {
        return RecordJson.text(view);
    }
}
