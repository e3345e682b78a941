package dev.tradespace.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tradespace.core.catalogue.Catalogue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Stored results and models are found by their architecture's digest, so a variant keeps the one it has had. A new variant adds its line to
 * {@code digests.txt}; whoever changes a line takes their results away from those who have measured that variant.
 */
class DigestsTest {
    @Test
    void everyVariantKeepsItsDigest() throws IOException {
        Catalogue catalogue = Catalogue.load(getClass().getClassLoader(), List.of());
        Map<String, String> built = new TreeMap<>();
        catalogue
                .variants()
                .forEach(model -> built.put(
                        model.id().toString(),
                        catalogue.build(model).architecture().digest()));
        assertEquals(lines(known()), lines(built));
    }

    private static Map<String, String> known() throws IOException {
        Map<String, String> digests = new TreeMap<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(DigestsTest.class.getResourceAsStream("digests.txt")),
                StandardCharsets.UTF_8))) {
            lines.lines().map(line -> line.split(" ", 2)).forEach(parts -> digests.put(parts[0], parts[1]));
        }
        return digests;
    }

    /** One variant a line, sorted, so that a difference shows itself. */
    private static String lines(Map<String, String> digests) {
        return String.join(
                "\n",
                digests.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .toList());
    }
}
