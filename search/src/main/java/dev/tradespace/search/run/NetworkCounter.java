package dev.tradespace.search.run;

import dev.tradespace.api.search.CheapMetrics;
import dev.tradespace.api.space.BadConfiguration;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.core.analysis.Footprint;
import dev.tradespace.core.catalogue.AnswerCache;
import dev.tradespace.core.catalogue.Built;
import dev.tradespace.core.catalogue.Catalogue;
import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.core.catalogue.PluginFailure;
import dev.tradespace.core.file.Room;
import dev.tradespace.core.search.TrialState;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Counts the networks of a space, with a cache of the last of them. Thread-safe. */
final class NetworkCounter {
    /** About 1 kB each. */
    private static final int MOST_REMEMBERED = 20_000;

    private final JointSpace space;
    private final Catalogue catalogue;
    private final Room room;
    private final Function<Built, CheapMetrics> metrics;
    private final AnswerCache<Configuration, Counted> remembered = new AnswerCache<>(MOST_REMEMBERED);

    /**
     * A counter.
     *
     * @param room what a network must fit into to be trained: the memory only, since a disk has more room at one time
     *     than at another
     * @param metrics what the free evaluators say of a network
     */
    NetworkCounter(JointSpace space, Catalogue catalogue, Room room, Function<Built, CheapMetrics> metrics) {
        this.space = space;
        this.catalogue = catalogue;
        this.room = room;
        this.metrics = metrics;
    }

    /**
     * A network that was counted.
     *
     * @param known what is known of it
     * @param model the model's id; null where there is no such model
     * @param architecture its digest; empty where there is none
     */
    record Counted(CheapMetrics known, @Nullable ModelId model, String architecture) {}

    Counted counted(Configuration point) {
        return remembered.get(point, () -> count(point));
    }

    private Counted count(Configuration point) {
        try {
            Built built = catalogue.build(space.model(point, catalogue));
            Optional<String> lack = Footprint.of(built.analysis()).withoutMemory(room, true);
            if (lack.isPresent()) {
                return new Counted(
                        new CheapMetrics.Invalid(lack.get()),
                        built.model().id(),
                        built.architecture().digest());
            }
            return new Counted(
                    metrics.apply(built),
                    built.model().id(),
                    built.architecture().digest());
        } catch (BadConfiguration | PluginFailure invalid) {
            return new Counted(new CheapMetrics.Invalid(String.valueOf(invalid.getMessage())), null, "");
        }
    }

    /** The network of a trial. */
    Built built(TrialState.Network network) {
        return catalogue.build(Objects.requireNonNull(network.model(), "only a network that was counted is evaluated"));
    }
}
