package dev.tradespace.search.guided;

import dev.tradespace.core.statistics.Cholesky;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Limited-memory BFGS with a backtracking line search, within a number of evaluations.
 *
 * @source Nocedal &amp; Wright 2006, "Numerical Optimization", algorithms 3.1 and 7.4
 */
final class Lbfgs {
    private static final int MEMORY = 8;
    private static final double SUFFICIENT = 1e-4;
    private static final double SHORTER = 0.35;
    private static final double FLAT = 1e-5;
    /** No parameter moves by more in one step, so that one bad curvature does not throw everything away. */
    private static final double LONGEST_STEP = 1.5;

    private static final double FIRST_STEP = 0.5;

    /** A function to minimise, with its gradient. */
    interface Differentiable {
        /**
         * The value at a point; infinite where there is none.
         *
         * @param gradient is overwritten with the gradient there
         */
        double at(double[] point, double[] gradient);
    }

    /** A correction pair: a step, the change of the gradient over it, and the inverse of their product. */
    private static final class Curvature {
        private final double[] step;
        private final double[] change;
        private final double inverse;

        Curvature(double[] step, double[] change, double inverse) {
            this.step = step;
            this.change = change;
            this.inverse = inverse;
        }
    }

    private final Differentiable function;
    private final Deque<Curvature> memory = new ArrayDeque<>();
    private double[] point;
    private double[] gradient;
    private double value;
    private int left;

    private Lbfgs(Differentiable function, double[] start, int evaluations) {
        this.function = function;
        point = start.clone();
        gradient = new double[start.length];
        value = function.at(point, gradient);
        left = evaluations - 1;
    }

    /** The best point that was found from a start. */
    static double[] minimise(Differentiable function, double[] start, int evaluations) {
        Lbfgs descent = new Lbfgs(function, start, evaluations);
        boolean goesOn = Double.isFinite(descent.value);
        while (goesOn && descent.left > 0) {
            goesOn = descent.step();
        }
        return descent.point;
    }

    /** One step; false where there is none that leads further down. */
    private boolean step() {
        double[] direction = direction();
        double descent = dot(direction, gradient);
        if (descent >= 0) {
            memory.clear();
            direction = direction();
            descent = dot(direction, gradient);
        }
        if (-descent < FLAT * Math.max(1, Math.abs(value))) {
            return false;
        }
        double longest = 0;
        for (double change : direction) {
            longest = Math.max(longest, Math.abs(change));
        }
        double length = memory.isEmpty() ? FIRST_STEP / longest : Math.min(1, LONGEST_STEP / longest);
        double[] next = new double[point.length];
        double[] nextGradient = new double[point.length];
        while (left-- > 0) {
            for (int i = 0; i < next.length; i++) {
                next[i] = point[i] + length * direction[i];
            }
            double nextValue = function.at(next, nextGradient);
            if (nextValue <= value + SUFFICIENT * length * descent) {
                remember(next, nextGradient);
                point = next;
                gradient = nextGradient;
                value = nextValue;
                return true;
            }
            length *= SHORTER;
        }
        return false;
    }

    private void remember(double[] next, double[] nextGradient) {
        double[] step = new double[next.length];
        double[] change = new double[next.length];
        for (int i = 0; i < next.length; i++) {
            step[i] = next[i] - point[i];
            change[i] = nextGradient[i] - gradient[i];
        }
        double product = dot(step, change);
        if (product > 1e-10) {
            memory.addLast(new Curvature(step, change, 1 / product));
            if (memory.size() > MEMORY) {
                memory.removeFirst();
            }
        }
    }

    private double[] direction() {
        double[] q = gradient.clone();
        double[] shares = new double[memory.size()];
        int i = memory.size();
        for (Iterator<Curvature> newest = memory.descendingIterator(); newest.hasNext(); ) {
            Curvature one = newest.next();
            shares[--i] = one.inverse * dot(one.step, q);
            add(q, -shares[i], one.change);
        }
        if (!memory.isEmpty()) {
            Curvature last = memory.getLast();
            double scale = 1 / (last.inverse * dot(last.change, last.change));
            add(q, scale - 1, q);
        }
        for (Curvature one : memory) {
            add(q, shares[i++] - one.inverse * dot(one.change, q), one.step);
        }
        add(q, -2, q);
        return q;
    }

    private static void add(double[] to, double times, double[] what) {
        for (int i = 0; i < to.length; i++) {
            to[i] += times * what[i];
        }
    }

    private static double dot(double[] a, double[] b) {
        return Cholesky.dot(a, b, a.length);
    }
}
