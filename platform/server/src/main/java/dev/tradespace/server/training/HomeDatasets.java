package dev.tradespace.server.training;

import dev.tradespace.core.training.DatasetFacts;
import dev.tradespace.core.training.DatasetUnavailable;
import dev.tradespace.training.data.Dataset;
import dev.tradespace.training.data.home.DatasetListing;
import dev.tradespace.training.data.home.Datasets;
import dev.tradespace.training.data.io.ProgressListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The datasets of a home. */
public final class HomeDatasets implements DatasetProvider {
    private final Datasets datasets;

    /** A provider of these. */
    public HomeDatasets(Datasets datasets) {
        this.datasets = datasets;
    }

    @Override
    public List<DatasetFacts> present() {
        return list().stream().flatMap(listing -> listing.facts().stream()).toList();
    }

    @Override
    public List<Absent> absent() {
        return list().stream()
                .filter(listing -> listing.facts().isEmpty())
                .map(listing -> new Absent(listing.id(), listing.title(), listing.note()))
                .toList();
    }

    private List<DatasetListing> list() {
        try {
            return datasets.list();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the datasets cannot be listed: " + unreadable.getMessage(), unreadable);
        }
    }

    @Override
    public DatasetFacts facts(String id) throws DatasetUnavailable {
        return usable(() -> datasets.facts(id));
    }

    @Override
    public DatasetFacts current(String id) throws DatasetUnavailable {
        return usable(() -> datasets.currentFacts(id));
    }

    @Override
    public Dataset open(String id) throws DatasetUnavailable {
        return usable(() -> datasets.open(id));
    }

    /** A question about a dataset. */
    private interface Question<T> {
        T answer() throws IOException;
    }

    private static <T> T usable(Question<T> question) throws DatasetUnavailable {
        try {
            return question.answer();
        } catch (IOException unusable) {
            throw new DatasetUnavailable(String.valueOf(unusable.getMessage()));
        }
    }

    @Override
    public Path prepared(String id, String digest, int resolution) throws DatasetUnavailable, IOException {
        Optional<Path> kept = datasets.prepared(digest, resolution);
        if (kept.isEmpty() && current(id).digest().equals(digest)) {
            Path made = datasets.prepared(id, resolution, ProgressListener.SILENT);
            // The folder may have changed while it was read, too.
            kept = datasets.prepared(digest, resolution).filter(made::equals);
        }
        return kept.orElseThrow(() -> new DatasetUnavailable("the images of " + id
                + " have changed since this was asked for, and are not kept as they were; ask again to"
                + " use them as they are now"));
    }
}
