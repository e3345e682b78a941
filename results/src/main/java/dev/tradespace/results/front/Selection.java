package dev.tradespace.results.front;

import dev.tradespace.core.measure.Conditions;
import dev.tradespace.core.measure.PresentConditions;
import dev.tradespace.core.measure.ResultRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which strata of a dataset are compared: one version of the data, and one set of conditions for each target. What is not named is chosen: the version that
 * was measured last, and the present conditions, or those that were measured under last where nothing was under these.
 *
 * @param dataset the dataset
 * @param data the digest of its version, empty for none
 * @param chosen the stratum of each target, in their order; a target without one is absent
 * @param leftOut the other strata of these targets and this dataset, the newest first
 */
public record Selection(String dataset, String data, Map<String, Stratum> chosen, List<Stratum> leftOut) {
    public Selection {
        chosen = Collections.unmodifiableMap(new LinkedHashMap<>(chosen));
        leftOut = List.copyOf(leftOut);
    }

    /**
     * What somebody asked for, each part by the first digits of a digest.
     *
     * @param data a version of the data; empty to have the newest chosen
     * @param conditions sets of conditions, at most one for a target; empty to have those chosen that hold now
     */
    public record Asked(Optional<String> data, List<String> conditions) {
        /** Nothing in particular. */
        public static final Asked NOTHING = new Asked(Optional.empty(), List.of());

        /** What stands for rows without a version of the data, and for unknown conditions. */
        public static final String NONE = "none";

        public Asked {
            conditions = List.copyOf(conditions);
        }

        static boolean fits(String asked, String digest) {
            return asked.equals(NONE) ? digest.isEmpty() : !digest.isEmpty() && digest.startsWith(asked);
        }
    }

    /** Chooses among the strata of a store. */
    public static Selection of(
            List<Stratum> strata, String dataset, List<String> targets, PresentConditions present, Asked asked) {
        List<Stratum> candidates = strata.stream()
                .filter(stratum -> stratum.dataset().equals(dataset) && targets.contains(stratum.target()))
                .sorted(Comparator.comparingLong(Stratum::newest).reversed())
                .toList();
        String data = data(candidates, asked);
        Map<String, Stratum> chosen = new LinkedHashMap<>();
        for (String target : targets) {
            List<Stratum> own = candidates.stream()
                    .filter(stratum ->
                            stratum.target().equals(target) && stratum.data().equals(data))
                    .toList();
            List<Stratum> named =
                    own.stream().filter(stratum -> named(stratum, asked)).toList();
            (named.isEmpty() ? own : named)
                    .stream()
                            .min(Comparator.comparing(stratum -> !holds(stratum, present)))
                            .ifPresent(stratum -> chosen.put(target, stratum));
        }
        return new Selection(
                dataset,
                data,
                chosen,
                candidates.stream()
                        .filter(stratum -> !stratum.equals(chosen.get(stratum.target())))
                        .toList());
    }

    /** Rows that read no data are of no version: they are chosen where there are no others. */
    private static String data(List<Stratum> candidates, Asked asked) {
        return candidates.stream()
                .map(Stratum::data)
                .filter(data ->
                        asked.data().map(start -> Asked.fits(start, data)).orElse(true))
                .min(Comparator.comparing(String::isEmpty))
                .orElse("");
    }

    private static boolean named(Stratum stratum, Asked asked) {
        return asked.conditions().stream()
                .anyMatch(start -> Asked.fits(start, stratum.conditions().digest()));
    }

    private static boolean holds(Stratum stratum, PresentConditions present) {
        return present.of(stratum.target()).digest().equals(stratum.conditions().digest());
    }

    /** The version of the data or the conditions that were asked for and that nothing was measured with. */
    public static List<String> unknown(List<Stratum> strata, String dataset, List<String> targets, Asked asked) {
        List<String> unknown = new ArrayList<>();
        List<Stratum> candidates = strata.stream()
                .filter(stratum -> stratum.dataset().equals(dataset) && targets.contains(stratum.target()))
                .toList();
        asked.data()
                .filter(start -> candidates.stream().noneMatch(one -> Asked.fits(start, one.data())))
                .ifPresent(unknown::add);
        asked.conditions().stream()
                .filter(start -> candidates.stream()
                        .noneMatch(one -> Asked.fits(start, one.conditions().digest())))
                .forEach(unknown::add);
        return unknown;
    }

    /** The digest of the conditions that a target is compared under; empty where it has no rows. */
    public String conditions(String target) {
        Stratum stratum = chosen.get(target);
        return stratum == null ? "" : stratum.conditions().digest();
    }

    /** Whether a row is of these. */
    public boolean holds(ResultRow row) {
        return chosen.containsKey(row.key().target())
                && row.key().dataset().equals(dataset)
                && row.provenance().data().equals(data)
                && row.provenance()
                        .conditions()
                        .digest()
                        .equals(conditions(row.key().target()));
    }

    /** Why a row of this dataset is not compared with these, for people; empty where it is. */
    public List<String> apart(ResultRow row) {
        if (holds(row) || !row.key().dataset().equals(dataset)) {
            return List.of();
        }
        List<String> reasons = new ArrayList<>();
        String own = row.provenance().data();
        if (!own.equals(data)) {
            reasons.add(
                    own.isEmpty()
                            ? "not trained on the data"
                            : "another version of the data: " + shortened(own) + ", not " + shortened(data));
        }
        Stratum stratum = chosen.get(row.key().target());
        if (stratum != null) {
            reasons.addAll(row.provenance().conditions().differences(stratum.conditions()));
        }
        return reasons;
    }

    /** So much of a digest that people can tell versions apart. */
    public static String shortened(String digest) {
        return digest.isEmpty() ? Asked.NONE : digest.substring(0, Math.min(Conditions.SHOWN_DIGITS, digest.length()));
    }
}
