package dev.tradespace.results.front;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tradespace.api.pareto.Dominance;
import java.util.BitSet;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class CostColumnsPropertyTest {
    /** Few distinct values give ties and equal points, many give long fronts; small samples leave most to the champions. */
    @Property(tries = 500)
    void samplingFirstChangesNoAnswer(
            @ForAll long seed,
            @ForAll @IntRange(max = 400) int size,
            @ForAll @IntRange(min = 1, max = 4) int objectives,
            @ForAll @IntRange(min = 1, max = 1000) int values,
            @ForAll @IntRange(min = 1, max = 50) int sample,
            @ForAll @IntRange(min = 1, max = 10) int champions) {
        Random random = new Random(seed);
        double[][] columns = new double[objectives][size];
        double[][] points = new double[size][objectives];
        for (int i = 0; i < size; i++) {
            for (int objective = 0; objective < objectives; objective++) {
                points[i][objective] = columns[objective][i] = random.nextInt(values);
            }
        }
        BitSet expected = new BitSet();
        boolean[] best = Dominance.nonDominated(points);
        for (int i = 0; i < size; i++) {
            expected.set(i, best[i]);
        }

        assertEquals(expected, new CostColumns(columns, sample, champions).nonDominated());
    }
}
