package dev.tradespace.search.strategy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Non-dominated sorting of a population: by front, and within a front by crowding distance.
 *
 * @source Deb, Pratap, Agarwal &amp; Meyarivan 2002, "A fast and elitist multiobjective genetic algorithm: NSGA-II",
 *     sections III.A and III.B
 */
final class NonDominatedSorting {
    private final List<ConstrainedPoint> members;
    private final int[] front;
    private final double[] room;

    NonDominatedSorting(List<ConstrainedPoint> members) {
        this.members = List.copyOf(members);
        front = new int[members.size()];
        room = new double[members.size()];
        sort().forEach(this::measureRoom);
    }

    /** The fast non-dominated sort: the fronts, each of places in the population. */
    private List<List<Integer>> sort() {
        int size = members.size();
        int[] dominators = new int[size];
        List<List<Integer>> dominated = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            dominated.add(new ArrayList<>());
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                if (i != j && members.get(i).dominates(members.get(j))) {
                    dominated.get(i).add(j);
                    dominators[j]++;
                }
            }
        }
        List<List<Integer>> fronts = new ArrayList<>();
        List<Integer> current =
                IntStream.range(0, size).filter(i -> dominators[i] == 0).boxed().toList();
        while (!current.isEmpty()) {
            List<Integer> next = new ArrayList<>();
            for (int i : current) {
                front[i] = fronts.size();
                for (int j : dominated.get(i)) {
                    if (--dominators[j] == 0) {
                        next.add(j);
                    }
                }
            }
            fronts.add(current);
            current = next;
        }
        return fronts;
    }

    /** The crowding distance within one front; infinite at its ends. */
    private void measureRoom(List<Integer> places) {
        for (int objective = 0; objective < members.get(0).costs().size(); objective++) {
            int column = objective;
            List<Integer> order = new ArrayList<>(places);
            order.sort(Comparator.comparingDouble(place -> cost(place, column)));
            int first = order.get(0);
            int last = order.get(order.size() - 1);
            double range = cost(last, column) - cost(first, column);
            room[first] = Double.POSITIVE_INFINITY;
            room[last] = Double.POSITIVE_INFINITY;
            for (int i = 1; i < order.size() - 1 && range > 0 && Double.isFinite(range); i++) {
                room[order.get(i)] += (cost(order.get(i + 1), column) - cost(order.get(i - 1), column)) / range;
            }
        }
    }

    private double cost(int place, int objective) {
        return members.get(place).costs().get(objective);
    }

    ConstrainedPoint member(int place) {
        return members.get(place);
    }

    int size() {
        return members.size();
    }

    /** Below 0 where the first is better (the crowded comparison). */
    int compare(int one, int other) {
        return front[one] != front[other]
                ? Integer.compare(front[one], front[other])
                : Double.compare(room[other], room[one]);
    }

    /** The best members; among equals the older. */
    List<ConstrainedPoint> best(int count) {
        return IntStream.range(0, members.size())
                .boxed()
                .sorted(this::compare)
                .limit(count)
                .map(members::get)
                .toList();
    }
}
