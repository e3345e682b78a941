package dev.tradespace.search.guided;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.api.space.Configuration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LogMarginalLikelihoodTest {
    private final Landscape landscape = new Landscape(5, 1);
    private final Encoding encoding = new Encoding(landscape.space, 1);
    private final double[][] points = new double[30][];
    private final double[] values = new double[30];

    LogMarginalLikelihoodTest() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < points.length; i++) {
            Configuration one = landscape.space.random(random);
            points[i] = encoding.encode(one, new double[] {landscape.cost(one) / 10 - 1});
            values[i] = landscape.accuracy(one) / 20 - 4;
        }
    }

    @Test
    void itsGradientIsThatOfItsValue() {
        LogMarginalLikelihood evidence = new LogMarginalLikelihood(encoding, points, values);
        double[] at = Prior.over(encoding).means();
        double[] gradient = new double[at.length];
        assertEquals(evidence.value(at), evidence.at(at, gradient), 1e-12);
        for (int p = 0; p < at.length; p++) {
            double[] less = at.clone();
            double[] more = at.clone();
            less[p] -= 1e-5;
            more[p] += 1e-5;
            // A central difference is right to the square of its step, times third derivatives of about 10.
            assertEquals((evidence.value(more) - evidence.value(less)) / 2e-5, gradient[p], 1e-5);
        }
    }

    @Test
    void descentEndsWhereTheGradientIsFlat() {
        LogMarginalLikelihood evidence = new LogMarginalLikelihood(encoding, points, values);
        double[] start = Prior.over(encoding).means();
        double[] end = Lbfgs.minimise(evidence, start, 60);
        double[] gradient = new double[end.length];
        assertTrue(evidence.at(end, gradient) < evidence.value(start));
        for (double function : gradient) {
            assertEquals(0, function, 0.2);
        }
    }
}
