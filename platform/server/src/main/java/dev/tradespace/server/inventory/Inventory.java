package dev.tradespace.server.inventory;

import dev.tradespace.results.database.StoreFacts;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was found in a home.
 *
 * @param home the folder
 * @param store the database; empty where it could not be asked, and then nothing is known to be unneeded but leftovers
 * @param stocks the space that each kind takes
 * @param disposables what can go, largest first
 * @param findings what a person should know
 */
public record Inventory(
        Path home,
        Optional<StoreFacts> store,
        List<Stock> stocks,
        List<Disposable> disposables,
        List<Finding> findings) {
    public Inventory {
        stocks = List.copyOf(stocks);
        disposables = List.copyOf(disposables);
        findings = List.copyOf(findings);
    }

    /** What lies in a home, and in the system's place for temporary files. */
    public enum Kind {
        /** The store's files. */
        DATABASE,
        /** Weights that were trained, and files that are measured. */
        MODELS,
        /** Checkpoints of trainings that are not done. */
        TRAININGS,
        /** Images made ready for a resolution. */
        PREPARED,
        /** Datasets that were fetched, and what is known of others. */
        DATASETS,
        /** What was logged. */
        LOGS,
        /** Whatever else is in the home: plugins, profiles, the lock. */
        OTHER,
        /** Folders of workers in the system's place for temporary files. */
        TEMPORARY;

        /** Its name: {@code models}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The space that a kind takes.
     *
     * @param freeable how many of the bytes can go
     */
    public record Stock(Kind kind, long bytes, long files, long freeable) {}

    /**
     * A file or folder that can go.
     *
     * @param path where it is
     * @param bytes that would be free
     * @param reason why nobody needs it
     */
    public record Disposable(Kind kind, Path path, long bytes, String reason) {}

    /**
     * What a person should know.
     *
     * @param problem whether something does not work, or soon will not
     * @param what is the matter
     * @param remedy what to do
     */
    public record Finding(boolean problem, String what, String remedy) {}

    /** How many bytes can go. */
    public long freeable() {
        return disposables.stream().mapToLong(Disposable::bytes).sum();
    }
}
