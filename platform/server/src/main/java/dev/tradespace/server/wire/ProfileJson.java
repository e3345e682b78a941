package dev.tradespace.server.wire;

import dev.tradespace.core.profile.LayerProfile;
import dev.tradespace.core.profile.NodeTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the time of a query goes, and one query as a trace. */
public final class ProfileJson {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_MICRO = 1e3;

    private ProfileJson() {}

    /**
     * A profile.
     *
     * @param id the model's
     * @param runtime what ran it, with its version
     * @param queryMilliseconds the median time of a query
     * @param restMilliseconds what of it is in no node
     * @param restShare of all time that is told
     * @param macs multiply-accumulates of a query
     * @param int8Share of these that ran in 8 bits, 0 to 1; null for a model without any
     */
    public record ProfileView(
            String id,
            String target,
            String weights,
            String runtime,
            int queries,
            double queryMilliseconds,
            double restMilliseconds,
            double restShare,
            long macs,
            @Nullable Double int8Share,
            List<ProfilePartView> operations,
            List<ProfilePartView> layers,
            TraceView trace) {
        /** That of a model on a target. */
        public static ProfileView of(String id, String target, String weights, LayerProfile profile) {
            double all = Math.max(1, profile.totalNanos());
            return new ProfileView(
                    id,
                    target,
                    weights,
                    profile.runtime().runtime(),
                    profile.runtime().queries(),
                    profile.runtime().queryNanos() / NANOS_PER_MILLI,
                    profile.runtime().restNanos() / NANOS_PER_MILLI,
                    profile.runtime().restNanos() / all,
                    profile.macs(),
                    profile.macs() == 0 ? null : (double) profile.int8Macs() / profile.macs(),
                    parts(profile.operations(), all),
                    parts(profile.layers(), all),
                    TraceView.of(id + " on " + target, profile));
        }

        private static List<ProfilePartView> parts(List<LayerProfile.Part> parts, double all) {
            return parts.stream().map(part -> ProfilePartView.of(part, all)).toList();
        }
    }

    /**
     * The nodes of an operation or of a layer together.
     *
     * @param share of all time that is told, 0 to 1
     * @param gigaMacsPerSecond null where it does no multiply-accumulates, or took no time that the runtime could tell
     */
    public record ProfilePartView(
            String name,
            List<String> operations,
            String precision,
            int nodes,
            double milliseconds,
            double share,
            long macs,
            @Nullable Double gigaMacsPerSecond) {
        static ProfilePartView of(LayerProfile.Part part, double all) {
            return new ProfilePartView(
                    part.name(),
                    part.operations(),
                    part.precision(),
                    part.nodes(),
                    part.nanos() / NANOS_PER_MILLI,
                    part.nanos() / all,
                    part.macs(),
                    part.macs() == 0 || part.nanos() == 0 ? null : (double) part.macs() / part.nanos());
        }
    }

    /**
     * One query in the Trace Event Format of Chrome, which Perfetto opens.
     *
     * @param traceEvents the query, then its nodes in the order in which they ran
     */
    public record TraceView(List<TraceEvent> traceEvents, String displayTimeUnit) {
        static TraceView of(String title, LayerProfile profile) {
            List<TraceEvent> events = new ArrayList<>();
            events.add(new TraceEvent("process_name", "__metadata", "M", 0, 0, 1, 1, Map.of("name", title)));
            events.add(
                    TraceEvent.complete("query", "query", 0, profile.runtime().tracedNanos(), Map.of()));
            for (LayerProfile.Node node : profile.nodes()) {
                NodeTime time = node.time();
                Map<String, Object> arguments = new LinkedHashMap<>();
                arguments.put("node", time.name());
                arguments.put("operation", time.operation());
                arguments.put("shape", time.output().toString());
                arguments.put("macs", node.macs());
                arguments.put("precision", time.precision());
                events.add(TraceEvent.complete(
                        node.layer().orElse(time.name()),
                        time.operation(),
                        time.startNanos(),
                        time.tracedNanos(),
                        arguments));
            }
            return new TraceView(events, "ms");
        }
    }

    /**
     * An event.
     *
     * @param cat its category: the operation
     * @param ph its phase: {@code X} for one with a duration, {@code M} for what describes the others
     * @param ts when it began, in microseconds since the query did
     * @param dur in microseconds
     */
    public record TraceEvent(
            String name, String cat, String ph, double ts, double dur, int pid, int tid, Map<String, Object> args) {
        static TraceEvent complete(String name, String cat, long start, long nanos, Map<String, Object> arguments) {
            return new TraceEvent(name, cat, "X", start / NANOS_PER_MICRO, nanos / NANOS_PER_MICRO, 1, 1, arguments);
        }
    }
}
