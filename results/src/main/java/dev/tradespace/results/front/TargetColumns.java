package dev.tradespace.results.front;

import dev.tradespace.api.metric.Goal;
import dev.tradespace.api.metric.Metric;
import dev.tradespace.core.measure.Protocol;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * The shown rows of one stratum, column by column in memory: about 80 bytes a row. Rows are only ever added, and what
 * a row replaces is named in it, so that the columns follow the database by reading what is new. Thread-safe.
 */
final class TargetColumns {
    private static final List<Metric> METRICS = List.of(Metric.values());
    private static final List<Protocol> QUICKEST_FIRST = List.of(Protocol.values());
    private static final int FIRST_CAPACITY = 16;

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<Metric, double[]> values = new EnumMap<>(Metric.class);
    private long[] ids = new long[FIRST_CAPACITY];
    private int[] models = new int[FIRST_CAPACITY];
    private byte[] ranks = new byte[FIRST_CAPACITY];
    private final BitSet replaced = new BitSet();
    private int size;
    private int mostModel;

    /**
     * One row as the database has it.
     *
     * @param id of the measurement
     * @param model the number of the graph with its weights
     * @param place where it belongs
     * @param protocol how it was measured
     * @param shown whether it was the row of its key when it was read
     * @param failed whether it is a failed trial
     * @param replaces the row that it takes the place of, null for none
     * @param values per metric in the order of the enum; NaN where unavailable
     */
    record Row(
            long id,
            int model,
            Fronts.Place place,
            Protocol protocol,
            boolean shown,
            boolean failed,
            @Nullable Long replaces,
            List<Double> values) {}

    /**
     * A front by ids.
     *
     * @param members not dominated
     * @param dominated by at least one
     * @param incomplete an objective is unavailable
     */
    record Split(List<Long> members, List<Long> dominated, List<Long> incomplete) {}

    TargetColumns() {
        METRICS.forEach(metric -> values.put(metric, new double[FIRST_CAPACITY]));
    }

    /** Adds rows in ascending order of their ids, each above those that are here. */
    void add(List<Row> rows) {
        lock.writeLock().lock();
        try {
            rows.forEach(this::follow);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Even a row that is not shown any more may have replaced one that is here. */
    private void follow(Row row) {
        if (row.replaces() != null) {
            int old = Arrays.binarySearch(ids, 0, size, row.replaces());
            if (old >= 0) {
                replaced.set(old);
            }
        }
        if (row.shown()) {
            append(row);
        }
    }

    private void append(Row row) {
        if (size == ids.length) {
            grow();
        }
        ids[size] = row.id();
        models[size] = row.model();
        mostModel = Math.max(mostModel, row.model());
        ranks[size] = rank(row.protocol(), row.failed());
        for (int i = 0; i < METRICS.size(); i++) {
            column(METRICS.get(i))[size] = row.values().get(i);
        }
        size++;
    }

    private void grow() {
        int capacity = size + (size >> 1);
        ids = Arrays.copyOf(ids, capacity);
        models = Arrays.copyOf(models, capacity);
        ranks = Arrays.copyOf(ranks, capacity);
        values.replaceAll((metric, column) -> Arrays.copyOf(column, capacity));
    }

    private double[] column(Metric metric) {
        return Objects.requireNonNull(values.get(metric));
    }

    /** The more thorough protocol ranks higher, but any success above any failure. */
    private static byte rank(Protocol protocol, boolean failed) {
        return (byte) (QUICKEST_FIRST.indexOf(protocol) + (failed ? 0 : QUICKEST_FIRST.size()));
    }

    /** The front of the rows of one protocol, or of the highest ranking row of each model where it is null. */
    Split front(@Nullable Protocol protocol, List<Metric> objectives) {
        lock.readLock().lock();
        try {
            int[] rows = protocol == null ? mostThorough() : measuredBy(protocol);
            return split(rows, objectives);
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * How much there is.
     *
     * @param rows that are shown
     * @param scored of these with an accuracy
     * @param newest the id of the newest, 0 for none
     */
    record Extent(int rows, int scored, long newest) {}

    Extent extent() {
        lock.readLock().lock();
        try {
            double[] accuracies = column(Metric.ACCURACY);
            int scored = 0;
            int last = -1;
            for (int row = replaced.nextClearBit(0); row < size; row = replaced.nextClearBit(row + 1)) {
                scored += Double.isNaN(accuracies[row]) ? 0 : 1;
                last = row;
            }
            return new Extent(size - replaced.cardinality(), scored, last < 0 ? 0 : ids[last]);
        } finally {
            lock.readLock().unlock();
        }
    }

    private int[] measuredBy(Protocol protocol) {
        byte failed = rank(protocol, true);
        byte measured = rank(protocol, false);
        int[] rows = new int[size];
        int count = 0;
        for (int row = 0; row < size; row++) {
            if ((ranks[row] == measured || ranks[row] == failed) && !replaced.get(row)) {
                rows[count++] = row;
            }
        }
        return Arrays.copyOf(rows, count);
    }

    private int[] mostThorough() {
        int[] best = new int[mostModel + 1];
        Arrays.fill(best, -1);
        int count = 0;
        for (int row = 0; row < size; row++) {
            if (!replaced.get(row)) {
                int rival = best[models[row]];
                if (rival < 0 || ranks[row] > ranks[rival]) {
                    best[models[row]] = row;
                }
                count += rival < 0 ? 1 : 0;
            }
        }
        int[] rows = new int[count];
        int next = 0;
        for (int row = 0; row < size; row++) {
            if (best[models[row]] == row) {
                rows[next++] = row;
            }
        }
        return rows;
    }

    private Split split(int[] rows, List<Metric> objectives) {
        double[][] known = objectives.stream().map(this::column).toArray(double[][]::new);
        int[] complete = new int[rows.length];
        int completes = 0;
        for (int row : rows) {
            complete[completes] = row;
            completes += isWhole(known, row) ? 1 : 0;
        }
        long[] incomplete = new long[rows.length - completes];
        for (int i = 0, next = 0; next < incomplete.length; i++) {
            if (!isWhole(known, rows[i])) {
                incomplete[next++] = ids[rows[i]];
            }
        }
        double[][] costs = new double[known.length][completes];
        for (int objective = 0; objective < known.length; objective++) {
            Goal goal = objectives.get(objective).goal();
            for (int i = 0; i < completes; i++) {
                // Adding zero makes a negative zero positive: the two are equal here.
                costs[objective][i] = goal.asCost(known[objective][complete[i]]) + 0.0;
            }
        }
        BitSet best = new CostColumns(costs).nonDominated();
        long[] members = new long[best.cardinality()];
        long[] dominated = new long[completes - members.length];
        for (int i = 0, member = 0; i < completes; i++) {
            if (best.get(i)) {
                members[member++] = ids[complete[i]];
            } else {
                dominated[i - member] = ids[complete[i]];
            }
        }
        return new Split(new Ids(members), new Ids(dominated), new Ids(incomplete));
    }

    private static boolean isWhole(double[][] columns, int row) {
        for (double[] column : columns) {
            if (Double.isNaN(column[row])) {
                return false;
            }
        }
        return true;
    }
}
