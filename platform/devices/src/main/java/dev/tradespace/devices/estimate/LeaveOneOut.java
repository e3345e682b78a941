package dev.tradespace.devices.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The error of a predictor, by leaving out what is known. A target whose figures are left out teaches nothing about how networks lie to each other: that
 * comes from the other targets of its pool. Pools of few targets are fitted anew without what is left out.
 */
public final class LeaveOneOut {
    private static final int PARTS = 10;

    private final MetricPredictor predictor;

    private LeaveOneOut(MetricPredictor predictor) {
        this.predictor = predictor;
    }

    /** The error of a predictor on its own pool. */
    public static LeaveOneOut of(MetricPredictor predictor) {
        return new LeaveOneOut(predictor);
    }

    /**
     * A figure that was left out.
     *
     * @param target the target's id
     * @param network the network's id
     * @param group those of one group were estimated on one target, and can be ranked
     * @param amount the figure
     * @param estimate from what was left in
     */
    public record HeldOut(String target, String network, String group, double amount, MetricEstimate estimate) {}

    /**
     * Each network left out alone on a target; the estimate rests on the target's other ones. In a pool of few targets a tenth of a target's networks is left
     * out at a time where it has more than ten.
     */
    public List<HeldOut> cells(String target) {
        Target held = new Target(target);
        int parts = held.isRefitted ? Math.min(PARTS, held.known.length) : held.known.length;
        List<HeldOut> all = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            Set<Integer> out = new LinkedHashSet<>();
            for (int i = part; i < held.known.length; i += parts) {
                out.add(held.known[i]);
            }
            all.addAll(held.estimates(network -> !out.contains(network), target));
        }
        return all;
    }

    /**
     * All networks of a family left out together on a target.
     *
     * @param family of a network's id
     */
    public List<HeldOut> families(String target, UnaryOperator<String> family) {
        Target held = new Target(target);
        Map<String, Set<Integer>> families = new LinkedHashMap<>();
        for (int network : held.known) {
            families.computeIfAbsent(family.apply(held.name(network)), first -> new LinkedHashSet<>())
                    .add(network);
        }
        List<HeldOut> all = new ArrayList<>();
        families.values().forEach(out -> all.addAll(held.estimates(network -> !out.contains(network), target)));
        return all;
    }

    /**
     * All networks of a target but a few random ones left out.
     *
     * @param count how many are left in
     * @param seed of the choice
     */
    public List<HeldOut> random(String target, int count, long seed) {
        Target held = new Target(target);
        int[] order = held.known.clone();
        SplittableRandom random = new SplittableRandom(seed * 31 + held.at);
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        Set<Integer> in = new LinkedHashSet<>();
        Arrays.stream(order).limit(count).forEach(in::add);
        return held.estimates(in::contains, target + " " + seed);
    }

    /**
     * All networks of a target but a few left out, those left in chosen one after the other by {@link MetricPredictor#next} among the target's networks.
     *
     * @param count how many are left in
     */
    public List<HeldOut> chosen(String target, int count) {
        Target held = new Target(target);
        List<String> candidates = Arrays.stream(held.known).mapToObj(held::name).toList();
        Set<Integer> in = new LinkedHashSet<>();
        while (in.size() < count) {
            Optional<String> next = held.predictor(in::contains).next(target, candidates);
            if (next.isEmpty()) {
                break;
            }
            in.add(predictor.table().networks().indexOf(next.get()));
        }
        return held.estimates(in::contains, target);
    }

    /** A network left out on all targets, as if it had never been run: the estimate rests on its features. */
    public List<HeldOut> network(String network) {
        MetricTable table = predictor.table();
        int at = table.networks().indexOf(network);
        MetricPredictor without =
                MetricPredictor.fit(table.withoutNetwork(at), predictor.features(), predictor.hyper());
        List<HeldOut> all = new ArrayList<>();
        for (int target = 0; target < table.targets().size(); target++) {
            double log = table.logs(target)[at];
            if (!Double.isNaN(log)) {
                String name = table.targets().get(target);
                all.add(new HeldOut(name, network, name, Math.exp(log), without.estimate(name, network)));
            }
        }
        return all;
    }

    /** A target whose figures are left out. */
    private final class Target {
        private final String name;
        private final int at;
        private final int[] known;
        private final boolean isRefitted;
        private final PoolModel others;

        Target(String name) {
            this.name = name;
            MetricTable table = predictor.table();
            at = table.targets().indexOf(name);
            if (at < 0) {
                throw new IllegalArgumentException("nothing is known of a target " + name);
            }
            known = table.known(at);
            isRefitted = table.targets().size() < PoolModel.MANY_TARGETS;
            others = isRefitted ? predictor.model() : predictor.model().withoutTarget(table, at);
        }

        String name(int network) {
            return predictor.table().networks().get(network);
        }

        MetricPredictor predictor(Predicate<Integer> isIn) {
            double[] all = predictor.table().logs(at);
            double[] logs = IntStream.range(0, all.length)
                    .mapToDouble(network -> isIn.test(network) ? all[network] : Double.NaN)
                    .toArray();
            return isRefitted
                    ? MetricPredictor.fit(predictor.table().with(at, logs), predictor.features(), predictor.hyper())
                    : predictor.with(others, at, logs);
        }

        List<HeldOut> estimates(Predicate<Integer> isIn, String group) {
            MetricPredictor left = predictor(isIn);
            List<HeldOut> all = new ArrayList<>();
            for (int network : known) {
                if (!isIn.test(network)) {
                    all.add(new HeldOut(
                            name,
                            name(network),
                            group,
                            Math.exp(predictor.table().logs(at)[network]),
                            left.estimate(name, name(network))));
                }
            }
            return all;
        }
    }
}
