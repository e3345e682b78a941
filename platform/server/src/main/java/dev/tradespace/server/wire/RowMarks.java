package dev.tradespace.server.wire;

import dev.tradespace.core.catalogue.Family;
import dev.tradespace.core.catalogue.PluginOrigin;
import dev.tradespace.core.measure.PresentConditions;
import dev.tradespace.core.measure.ResultRow;
import dev.tradespace.results.front.Selection;
import dev.tradespace.results.front.Stratum;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What must be said beside a row: why it is not compared with the others of its dataset, and that what built its
 * network has changed since.
 */
public final class RowMarks {
    /** Of a row that is told alone. */
    static final RowMarks NONE = new RowMarks(List.of(), PresentConditions.UNKNOWN, null);

    private final List<Stratum> strata;
    private final PresentConditions present;
    private final @Nullable Map<String, PluginOrigin> plugins;
    private final Map<String, Selection> selections = new HashMap<>();

    private RowMarks(List<Stratum> strata, PresentConditions present, @Nullable Map<String, PluginOrigin> plugins) {
        this.strata = strata;
        this.present = present;
        this.plugins = plugins;
    }

    /** The marks of the rows of a store, beside the families that are loaded; for one answer, on one thread. */
    public static RowMarks of(List<Stratum> strata, PresentConditions present, Collection<Family> families) {
        return new RowMarks(strata, present, families.stream().collect(Collectors.toMap(Family::id, Family::origin)));
    }

    /** The same, where somebody has said which rows are compared. */
    public RowMarks with(Selection selection) {
        RowMarks marks = new RowMarks(strata, present, plugins);
        selection
                .chosen()
                .keySet()
                .forEach(target -> marks.selections.put(place(selection.dataset(), target), selection));
        return marks;
    }

    private static String place(String dataset, String target) {
        return dataset + "\n" + target;
    }

    /**
     * Why a row is not compared with those that are chosen of its dataset and target unless somebody says otherwise;
     * empty where it is one of them.
     */
    List<String> apart(ResultRow row) {
        String dataset = row.key().dataset();
        String target = row.key().target();
        return strata.isEmpty()
                ? List.of()
                : selections
                        .computeIfAbsent(
                                place(dataset, target),
                                first -> Selection.of(
                                        strata, dataset, List.of(target), present, Selection.Asked.NOTHING))
                        .apart(row);
    }

    /** Why a row may say nothing about the network that its id names now. */
    Optional<String> stale(ResultRow row) {
        PluginOrigin built = row.provenance().plugin();
        if (plugins == null || !built.known()) {
            return Optional.empty();
        }
        PluginOrigin now = plugins.get(row.model().family());
        if (now == null) {
            return Optional.of("its plugin " + built + " is not here any more");
        }
        return now.equals(built)
                ? Optional.empty()
                : Optional.of("built by " + built + "; the family comes from " + now + " now");
    }
}
