package dev.tradespace.search.guided;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.space.Configuration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SurrogateTest {
    private static final int TOLD = 60;

    /**
     * Ten landscapes with and without noise: the share of values not told that lie within the central 90% (and 50%) of
     * what was predicted.
     */
    @Test
    void isAsSureAsItMayBe() {
        for (double noise : new double[] {0, 1}) {
            int inNinety = 0;
            int inFifty = 0;
            int all = 0;
            for (int seed = 0; seed < 10; seed++) {
                Landscape landscape = new Landscape(6, seed);
                Encoding encoding = new Encoding(landscape.space, 0);
                Random random = new Random(seed);
                List<Configuration> every = new ArrayList<>();
                landscape.space.grid().forEach(every::add);
                Collections.shuffle(every, random);
                List<Candidate> candidates = every.stream()
                        .map(one ->
                                new Candidate(one, one.toString(), new double[0], encoding.encode(one, new double[0])))
                        .toList();
                List<Double> values = every.stream()
                        .map(one -> landscape.accuracy(one) + noise * random.nextGaussian())
                        .toList();
                List<Observation> observations = new ArrayList<>();
                for (int i = 0; i < TOLD; i++) {
                    Observation one = new Observation(candidates.get(i), 1);
                    one.tell(Observation.State.COMPLETED, new double[] {values.get(i)});
                    observations.add(one);
                }
                List<Candidate> rest = candidates.subList(TOLD, candidates.size());
                Surrogate surrogate = new Surrogate(encoding, true);
                surrogate.learn(observations, one -> one.value(0));
                surrogate.predict(observations, one -> one.value(0), FeatureColumns.of(rest, encoding.features()));
                MarginalPosterior marginal = surrogate.marginal(rest.size());
                for (int c = 0; c < rest.size(); c++) {
                    double above = marginal.above(c, values.get(TOLD + c));
                    inNinety += above > 0.05 && above < 0.95 ? 1 : 0;
                    inFifty += above > 0.25 && above < 0.75 ? 1 : 0;
                    all++;
                }
            }
            assertEquals(0.9, (double) inNinety / all, 0.06, "of 90%, with noise " + noise);
            assertTrue(
                    (double) inFifty / all > 0.42 && (double) inFifty / all < 0.7,
                    "of 50%: " + (double) inFifty / all + ", with noise " + noise);
        }
    }
}
