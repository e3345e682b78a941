package dev.tradespace.devices.estimate;

import dev.tradespace.devices.estimate.MetricEstimate.NotPredicted;
import dev.tradespace.devices.estimate.MetricEstimate.Predicted;
import dev.tradespace.devices.estimate.PoolModel.Projection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What networks take on targets where they were not measured, from those that are known of a pool of targets. A pool has one runtime, precision,
 * compute unit and number of threads: what holds between networks in one need not hold in another.
 *
 * <p>Immutable, without input or output; any thread may ask.
 */
public final class MetricPredictor {
    /** The fewest figures of a target for an estimate of another. */
    public static final int FEWEST_ROWS = 5;

    /** The fewest networks of a pool with known features for an estimate of a network that is not in it. */
    private static final int FEWEST_NETWORKS = 5;

    private static final int NEAREST = 3;
    /** A kind of work with this share of the time must be known from the pool, */
    private static final double LARGE_SHARE = 0.15;
    /** where it must have at least this part of that share. */
    private static final double KNOWN_PART = 1 / 3.0;
    /** How far beyond the smallest and the largest network of the pool an estimate goes, as a factor. */
    private static final double BEYOND = 4;

    private final MetricTable table;
    private final Map<String, NetworkFeatures> features;
    private final PoolModel model;
    private final TargetPosterior[] posteriors;
    private final int rows;
    /** What was asked for already: the same on all targets. */
    private final Map<String, Question> asked = new ConcurrentHashMap<>();

    private MetricPredictor(
            MetricTable table,
            Map<String, NetworkFeatures> features,
            PoolModel model,
            TargetPosterior[] posteriors,
            int rows) {
        this.table = table;
        this.features = features;
        this.model = model;
        this.posteriors = posteriors;
        this.rows = rows;
    }

    /**
     * Learns from the figures of a pool.
     *
     * @param rows in any order; several of one target and network count as one, their geometric mean
     * @param features of the networks by id, those in the pool and others; a network of the pool without features still tells of the targets, where
     *     these are at least eight
     */
    public static MetricPredictor fit(List<MetricRow> rows, Map<String, NetworkFeatures> features) {
        MetricTable table = MetricTable.of(rows, features.keySet());
        return fit(table, features, Hyperparameters.of(table.targets().size()));
    }

    static MetricPredictor fit(MetricTable table, Map<String, NetworkFeatures> features, Hyperparameters hyper) {
        return of(table, features, PoolModel.fit(table, features, hyper));
    }

    private static MetricPredictor of(MetricTable table, Map<String, NetworkFeatures> features, PoolModel model) {
        TargetPosterior[] posteriors = IntStream.range(0, table.targets().size())
                .mapToObj(target -> model.posterior(table.logs(target)))
                .toArray(TargetPosterior[]::new);
        return new MetricPredictor(table, Map.copyOf(features), model, posteriors, table.cells());
    }

    /** The predictor of the same pool where a target has other figures than those it had, from which nothing is learned for others. */
    MetricPredictor with(PoolModel withoutTarget, int target, double[] logs) {
        MetricTable changed = table.with(target, logs);
        TargetPosterior[] own = posteriors.clone();
        own[target] = withoutTarget.posterior(logs);
        return new MetricPredictor(changed, features, withoutTarget, own, changed.cells());
    }

    /** Whether a target has a figure from which something is learned: in a pool of few targets those of networks without features tell nothing. */
    public boolean knows(String target) {
        return table.targets().contains(target);
    }

    MetricTable table() {
        return table;
    }

    PoolModel model() {
        return model;
    }

    Hyperparameters hyper() {
        return model.hyper();
    }

    Map<String, NetworkFeatures> features() {
        return features;
    }

    /**
     * The figure of a network of the pool, or of one whose features were given to the fit.
     *
     * @param target its id
     * @param network its id
     */
    public MetricEstimate estimate(String target, String network) {
        return answer(target, asked.computeIfAbsent(network, first -> question(network, features.get(network))));
    }

    /**
     * The figure of a network, known by its features.
     *
     * @param target its id
     * @param network its id; a network of the pool is known by its figures too
     * @param own its features
     */
    public MetricEstimate estimate(String target, String network, NetworkFeatures own) {
        return answer(target, question(network, own));
    }

    private MetricEstimate answer(String target, Question question) {
        int at = table.targets().indexOf(target);
        int known = at < 0 ? 0 : table.known(at).length;
        if (known < FEWEST_ROWS) {
            return new NotPredicted("an estimate needs figures of " + FEWEST_ROWS + " networks on " + target
                    + ", and there are " + known);
        }
        Projection projection = question.projection;
        if (projection == null || !question.reason.isEmpty()) {
            return new NotPredicted(question.reason);
        }
        TargetPosterior posterior = posteriors[at];
        double variance = projection.variance(posterior);
        return Predicted.of(
                projection.mean(posterior), Math.sqrt(variance), known, rows, nearest(projection, posterior));
    }

    /**
     * A network that is asked for.
     *
     * @param projection null where nothing is known of it
     * @param reason why there is no estimate of it; empty where there is one
     */
    private record Question(@Nullable Projection projection, String reason) {}

    private Question question(String network, @Nullable NetworkFeatures own) {
        int known = table.networks().indexOf(network);
        if (known < 0 && own == null) {
            return new Question(null, "nothing is known of " + network + " here: neither its layers nor a figure");
        }
        Projection projection =
                known >= 0 || own == null ? model.projection(known) : model.projection(model.point(own));
        boolean isMeasured = known >= 0 && table.rowsOf(known) > 0;
        String reason = isMeasured ? "" : beyond(projection.point()).orElse("");
        return new Question(projection, reason);
    }

    private List<String> nearest(Projection projection, TargetPosterior posterior) {
        double[] weights = projection.weights(posterior);
        return IntStream.range(0, weights.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -Math.abs(weights[i])))
                .limit(NEAREST)
                .map(i -> table.networks().get(posterior.known()[i]))
                .toList();
    }

    /** The networks of the pool whose layers and figures are known. */
    private List<NetworkPoint> measured() {
        return IntStream.range(0, table.networks().size())
                .filter(known -> table.rowsOf(known) > 0)
                .mapToObj(model::point)
                .filter(known -> !known.isFeatureless())
                .toList();
    }

    /** Why a network is beyond what the pool tells; empty where it is not. */
    private Optional<String> beyond(NetworkPoint point) {
        List<NetworkPoint> points = measured();
        if (points.size() < FEWEST_NETWORKS) {
            return Optional.of("a network that was not measured on any target like this one needs " + FEWEST_NETWORKS
                    + " measured ones whose layers are known, and there are " + points.size());
        }
        CostKind[] kinds = CostKind.values();
        for (int i = 0; i < kinds.length; i++) {
            int k = i;
            double share = point.share(k);
            double most =
                    points.stream().mapToDouble(other -> other.share(k)).max().orElse(0);
            if (share > LARGE_SHARE && most < KNOWN_PART * share) {
                return Optional.of(String.format(
                        Locale.ROOT,
                        "%s takes some %.0f%% of its time, and at most %.0f%% of that of any network measured on targets like this one",
                        kinds[k].title(),
                        100 * share,
                        100 * most));
            }
        }
        double largest =
                points.stream().mapToDouble(NetworkPoint::logTime).max().orElse(0);
        double smallest =
                points.stream().mapToDouble(NetworkPoint::logTime).min().orElse(0);
        double above = point.logTime() - largest;
        double below = smallest - point.logTime();
        if (Math.max(above, below) > Math.log(BEYOND)) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "its work is some %.1f times %s than that of any network measured on targets like this one; estimates go to %.0f times",
                    Math.exp(Math.max(above, below)),
                    above > below ? "more" : "less",
                    BEYOND));
        }
        return Optional.empty();
    }

    /**
     * The network whose figure on a target would narrow the estimates of all candidates most: the one with the largest reduction of their total posterior
     * variance.
     *
     * @param target its id; nothing need be known of it, nor of any target
     * @param candidates the networks that matter, by id; passed over are those that are known on the target, those of which nothing is known, and, once five
     *     networks of the pool are known, those that are beyond it
     * @return empty where no candidate is left
     * @source Cohn, Ghahramani &amp; Jordan 1996, "Active learning with statistical models" (the expected total variance)
     */
    public Optional<String> next(String target, List<String> candidates) {
        int at = table.targets().indexOf(target);
        double[] unknown = new double[table.networks().size()];
        Arrays.fill(unknown, Double.NaN);
        double[] logs = at < 0 ? unknown : table.logs(at);
        TargetPosterior posterior = at < 0 ? model.posterior(unknown) : posteriors[at];
        boolean isFirst = measured().size() < FEWEST_NETWORKS;
        List<String> names = new ArrayList<>();
        List<Projection> left = new ArrayList<>();
        for (String network : candidates) {
            int known = table.networks().indexOf(network);
            Question question = question(network, features.get(network));
            Projection projection = question.projection;
            boolean isUnknown = known < 0 || Double.isNaN(logs[known]);
            if (isUnknown && projection != null && (isFirst || question.reason.isEmpty())) {
                names.add(network);
                left.add(projection);
            }
        }
        double most = -1;
        String best = null;
        for (int i = 0; i < left.size(); i++) {
            double reduction = 0;
            double own = left.get(i).covariance(left.get(i), posterior);
            for (Projection other : left) {
                double covariance = left.get(i).covariance(other, posterior);
                reduction += covariance * covariance;
            }
            reduction /= own + model.noiseVariance();
            if (reduction > most) {
                most = reduction;
                best = names.get(i);
            }
        }
        return Optional.ofNullable(best);
    }
}
