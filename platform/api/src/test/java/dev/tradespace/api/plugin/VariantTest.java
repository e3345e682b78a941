package dev.tradespace.api.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.Parameter;
import dev.tradespace.api.space.SearchSpace;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VariantTest {
    private static final Configuration POINT =
            SearchSpace.of(Parameter.classes(10)).defaults();
    private static final PublishedFigure HEADLINE = PublishedFigure.headline(76.1, "torchvision", "one crop");
    private static final PublishedFigure PARAMS = PublishedFigure.of(Metric.PARAMETERS, 25_557_032, "torchvision", "");

    @Test
    void findsItsHeadlineAndItsFiguresByMetric() {
        Variant variant = new Variant("v1-0.75-192", POINT, "imagenet-1k", List.of(PARAMS, HEADLINE));
        assertEquals(Optional.of(HEADLINE), variant.headline());
        assertEquals(List.of(PARAMS), variant.published(Metric.PARAMETERS));
        assertEquals(List.of(), variant.published(Metric.MACS));
        assertEquals(Optional.empty(), new Variant("x", POINT, "cifar10", List.of(PARAMS)).headline());
    }

    @Test
    void hasOneHeadlineAtMost() {
        assertEquals(
                "variant x has more than one headline accuracy",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Variant("x", POINT, "imagenet-1k", List.of(HEADLINE, HEADLINE)))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "V1", "v1/2", "v1--2", "-v1", "v1.", "v 1", "v1[x]"})
    void refusesNamesThatCouldNotStandInAnId(String name) {
        assertThrows(IllegalArgumentException.class, () -> new Variant(name, POINT, "imagenet-1k", List.of()));
    }

    @Test
    void refusesFiguresWithoutASourceOrAValue() {
        assertThrows(IllegalArgumentException.class, () -> PublishedFigure.of(Metric.MACS, 1, " ", ""));
        assertThrows(IllegalArgumentException.class, () -> PublishedFigure.of(Metric.MACS, Double.NaN, "x", ""));
        assertEquals(
                "a headline is an accuracy, was macs",
                assertThrows(IllegalArgumentException.class, () -> new PublishedFigure(Metric.MACS, 1, "x", "", true))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Variant("x", POINT, " ", List.of()));
    }

    @Test
    void readsAProblemInOneLine() {
        assertEquals("/variants/0: is unknown", new Problem("/variants/0", "is unknown").toString());
        assertEquals("is empty", new Problem("", "is empty").toString());
        assertThrows(IllegalArgumentException.class, () -> new Problem("/x", ""));
    }
}
