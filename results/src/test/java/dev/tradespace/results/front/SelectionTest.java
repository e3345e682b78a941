package dev.tradespace.results.front;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.catalogue.PluginOrigin;
import dev.tradespace.core.measure.Conditions;
import dev.tradespace.core.measure.PresentConditions;
import dev.tradespace.core.measure.Protocol;
import dev.tradespace.core.measure.Provenance;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.core.measure.RowKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is compared where nobody says it. */
final class SelectionTest {
    private static final Conditions HERE = new Conditions("0123456789ab", "Xeon", "onnxruntime 1.28.0", 2, 1);
    private static final Conditions ELSEWHERE = new Conditions("ba9876543210", "Epyc", "onnxruntime 1.28.0", 2, 1);
    private static final PresentConditions PRESENT = new PresentConditions(Map.of("cpu/a", HERE));

    private static Stratum stratum(String data, Conditions conditions, long newest) {
        return new Stratum("cpu/a", "pets", data, conditions, 3, 3, newest);
    }

    private static Selection select(List<Stratum> strata, Selection.Asked asked) {
        return Selection.of(strata, "pets", List.of("cpu/a"), PRESENT, asked);
    }

    @Test
    void theNewestDataUnderThePresentConditions() {
        Stratum wanted = stratum("new data", HERE, 7);
        Stratum moved = stratum("new data", ELSEWHERE, 9);
        Stratum old = stratum("old data", HERE, 5);

        Selection selection = select(List.of(old, wanted, moved), Selection.Asked.NOTHING);

        assertEquals(Map.of("cpu/a", wanted), selection.chosen());
        assertEquals(List.of(moved, old), selection.leftOut());
    }

    @Test
    void whereNothingWasMeasuredHereWhatWasMeasuredLast() {
        Stratum unknown = stratum("data", Conditions.UNKNOWN, 3);
        Stratum moved = stratum("data", ELSEWHERE, 4);

        assertEquals(
                Map.of("cpu/a", moved),
                select(List.of(unknown, moved), Selection.Asked.NOTHING).chosen());
        assertEquals(
                Map.of("cpu/a", unknown),
                select(List.of(unknown), Selection.Asked.NOTHING).chosen(),
                "a home of an earlier version stays readable");
    }

    @Test
    void whatReadNoDataIsChosenOnlyWhereNothingElseIs() {
        Stratum random = stratum("", HERE, 9);
        Stratum trained = stratum("data", HERE, 4);

        assertEquals(
                "data",
                select(List.of(random, trained), Selection.Asked.NOTHING).data());
        assertEquals("", select(List.of(random), Selection.Asked.NOTHING).data());
    }

    @Test
    void whatIsNamedIsTaken() {
        Stratum old = stratum("0ld", ELSEWHERE, 4);
        List<Stratum> strata = List.of(stratum("fff", HERE, 9), stratum("0ld", HERE, 5), old);
        Selection.Asked asked = new Selection.Asked(
                Optional.of("0l"), List.of(ELSEWHERE.digest().substring(0, 5)));

        assertEquals(Map.of("cpu/a", old), select(strata, asked).chosen());
        assertEquals(List.of(), Selection.unknown(strata, "pets", List.of("cpu/a"), asked));
        assertEquals(
                List.of("abc", "none"),
                Selection.unknown(
                        strata, "pets", List.of("cpu/a"), new Selection.Asked(Optional.of("abc"), List.of("none"))));
    }

    @Test
    void aRowApartSaysWhy() {
        Selection selection = select(List.of(stratum("new", HERE, 9)), Selection.Asked.NOTHING);

        assertEquals(List.of(), selection.apart(row("new", HERE)));
        assertEquals(
                List.of(
                        "another version of the data: old, not new",
                        "another machine: ba9876543210, not 0123456789ab",
                        "processor Epyc, not Xeon"),
                selection.apart(row("old", ELSEWHERE)));
        assertEquals(
                List.of("1 thread, not 2 threads"),
                selection.apart(row("new", new Conditions("0123456789ab", "Xeon", "onnxruntime 1.28.0", 1, 1))));
        assertEquals(List.of("its machine is not recorded"), selection.apart(row("new", Conditions.UNKNOWN)));
    }

    private static ResultRow row(String data, Conditions conditions) {
        return new ResultRow(
                1,
                ModelId.parse("resnet/a"),
                new RowKey("digest", "trained:1", "cpu/a", "pets", Protocol.QUICK),
                Map.of(),
                null,
                true,
                List.of(),
                null,
                Instant.EPOCH,
                new Provenance(data, null, conditions, PluginOrigin.UNKNOWN));
    }
}
