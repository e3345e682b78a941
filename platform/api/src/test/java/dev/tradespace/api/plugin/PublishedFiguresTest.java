package dev.tradespace.api.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tradespace.api.metric.Metric;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedFiguresTest {
    private static final String HEADER = "variant,metric,value,source,conditions,headline\n";

    private static PublishedFigures read(String text) {
        return PublishedFigures.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void readsEveryFigureInTheOrderOfTheFile() {
        PublishedFigures figures = read("# from the paper\n" + HEADER
                + "b0,accuracy,77.1,\"Tan & Le 2019, table 2\",\"crop 224; \"\"AutoAugment\"\"\",headline\n\n"
                + "lite0,params,4700000,README,,\n"
                + "b0,macs,3.9e8,\"Tan & Le 2019, table 2\",rounded,\n");
        assertEquals(
                List.of(
                        PublishedFigure.headline(77.1, "Tan & Le 2019, table 2", "crop 224; \"AutoAugment\""),
                        PublishedFigure.of(Metric.MACS, 390_000_000, "Tan & Le 2019, table 2", "rounded")),
                figures.of("b0"));
        assertEquals(List.of(), figures.of("b1"));
        assertEquals(Set.of("b0", "lite0"), figures.variants());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "b0,accuracy,77.1,paper | there must be 6 fields, were 4",
                "b0,loss,77.1,paper,, | there is no metric loss",
                "b0,params,77.1,paper,,headline | a headline is an accuracy, was params",
                "b0,params,77.1,paper,,yes | the last field must be headline or empty, was yes",
                "b0,params,many,paper,, | For input string: \"many\"",
                "b0,params,1,,, | source must not be blank"
            })
    void namesTheLineThatIsWrong(String line, String problem) {
        assertEquals(
                "figures, line 2: " + problem,
                assertThrows(IllegalArgumentException.class, () -> read(HEADER + line))
                        .getMessage());
    }

    @Test
    void refusesAFileThatIsNotThereOrIsAnother() {
        assertThrows(IllegalArgumentException.class, () -> PublishedFigures.read(null));
        assertThrows(IllegalArgumentException.class, () -> read("name,value\n"));
    }
}
