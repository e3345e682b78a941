package dev.tradespace.core.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ConditionsTest {
    private static final Conditions FULL = new Conditions("0123456789ab", "Xeon", "onnxruntime 1.28.0", 2, 8);

    @Test
    void areWhatAnEnvironmentTells() {
        assertEquals(
                FULL,
                Conditions.of(Map.of(
                        "machine", "0123456789ab",
                        "cpu", "Xeon",
                        "runtime", "onnxruntime 1.28.0",
                        "threads", "2",
                        "batch", "8")));
        assertEquals(Conditions.UNKNOWN, Conditions.of(Map.of()));
    }

    @Test
    void anEarlierEnvironmentTellsAllButTheMachine() {
        Conditions earlier = Conditions.of(
                Map.of("cpu", "Xeon", "deeplearning4j", "1.0.0-M2.1", "threads", "all of them", "batch", "1"));

        assertEquals(new Conditions(Conditions.UNSAID, "Xeon", "deeplearning4j 1.0.0-M2.1", 0, 1), earlier);
        assertEquals("", earlier.digest(), "nothing says that it may be compared");
    }

    @Test
    void everyPartIsInTheDigest() {
        Set<String> digests = Stream.of(
                        FULL,
                        new Conditions("ba9876543210", "Xeon", "onnxruntime 1.28.0", 2, 8),
                        new Conditions("0123456789ab", "Epyc", "onnxruntime 1.28.0", 2, 8),
                        new Conditions("0123456789ab", "Xeon", "onnxruntime 1.29.0", 2, 8),
                        new Conditions("0123456789ab", "Xeon", "onnxruntime 1.28.0", 1, 8),
                        new Conditions("0123456789ab", "Xeon", "onnxruntime 1.28.0", 2, 1))
                .map(Conditions::digest)
                .collect(Collectors.toSet());

        assertEquals(6, digests.size());
        assertNotEquals("", FULL.digest());
        assertEquals("2 threads, batch 8, onnxruntime 1.28.0, Xeon, machine 0123456789ab", FULL.toString());
    }
}
