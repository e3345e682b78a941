package dev.tradespace.hardware.machine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the machine shows at one moment of all that can disturb a measurement; two marks tell what did in between.
 *
 * @param times how its processors have spent their time; empty where the system does not show it
 * @param quota how often a quota has stopped this process
 * @param clock how fast its processors run
 */
public record MachineMark(Optional<CpuTimes> times, CpuQuota quota, CpuClock clock) {
    private static final String UNKNOWN = "not shown by this system";

    /**
     * Now.
     *
     * @param root {@code /}, or a directory with {@code proc} and {@code sys} in it
     */
    public static MachineMark now(Path root) {
        return new MachineMark(times(root), CpuQuota.read(root), CpuClock.read(root));
    }

    private static Optional<CpuTimes> times(Path root) {
        try {
            return Optional.of(CpuTimes.read(root.resolve("proc")));
        } catch (IOException notShown) {
            return Optional.empty();
        }
    }

    /** What spoiled the span between an earlier mark and this one, for people; empty for a clean one. */
    public List<String> disturbances(MachineMark before) {
        List<String> disturbances = new ArrayList<>();
        load(before).ifPresent(load -> disturbances.addAll(load.disturbances()));
        quota.since(before.quota).disturbance().ifPresent(disturbances::add);
        disturbances.addAll(clock.disturbances(before.clock));
        return disturbances;
    }

    /** The provenance of the span between an earlier mark and this one, by name. */
    public Map<String, String> facts(MachineMark before) {
        Map<String, String> facts = new TreeMap<>();
        Optional<Load> load = load(before);
        facts.put("other load", load.map(l -> Load.percent(l.others())).orElse(UNKNOWN));
        facts.put("steal", load.map(l -> Load.percent(l.stolen())).orElse(UNKNOWN));
        facts.put("cpu quota", quota.since(before.quota).fact());
        facts.put("clock", clock.fact());
        return facts;
    }

    private Optional<Load> load(MachineMark before) {
        return before.times.flatMap(from -> times.map(to -> Load.between(from, to)));
    }
}
