package dev.tradespace.results.database;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How a database is, found without changing it.
 *
 * @param name its URL for people
 * @param trouble what is wrong with it; null where nothing is
 * @param sentence how it is, in words that follow its name or stand for themselves
 * @param bytes of its file; empty where it has none of its own
 */
public record StoreHealth(String name, ResultsException.@Nullable Reason trouble, String sentence, OptionalLong bytes) {
    private static final int CONNECTIONS = 4;

    /** Whether it may be opened and trusted. */
    public boolean isSound() {
        return trouble == null;
    }

    /**
     * Opens a database for reading and reads every row of it, which takes about a second for each hundred megabytes.
     *
     * @param jdbcUrl with which a store is opened
     */
    public static StoreHealth of(String jdbcUrl) {
        String name = Database.name(jdbcUrl);
        try {
            return of(jdbcUrl, name, H2File.of(jdbcUrl).map(H2File::followed));
        } catch (ResultsException nowhere) {
            return new StoreHealth(name, nowhere.reason(), String.valueOf(nowhere.getMessage()), OptionalLong.empty());
        }
    }

    private static StoreHealth of(String jdbcUrl, String name, Optional<H2File> file) {
        OptionalLong bytes = file.map(StoreHealth::bytes).orElse(OptionalLong.empty());
        if (file.isPresent() && bytes.isEmpty()) {
            return new StoreHealth(name, null, "there is none yet: the first use makes it", bytes);
        }
        String url = file.map(one -> one.url() + ";ACCESS_MODE_DATA=r").orElse(jdbcUrl);
        try (HikariDataSource pool = ConnectionPool.open(url, name, CONNECTIONS)) {
            Schema schema = new Schema(pool, name);
            boolean current = schema.isCurrent();
            long rows = StoredRows.read(pool, name);
            return new StoreHealth(
                    name,
                    null,
                    rows + " rows, all readable"
                            + (current ? "" : "; an older Tradespace wrote it, and the next use migrates it"),
                    bytes);
        } catch (ResultsException broken) {
            return new StoreHealth(name, broken.reason(), String.valueOf(broken.getMessage()), bytes);
        }
    }

    private static OptionalLong bytes(H2File file) {
        try {
            return file.exists() ? OptionalLong.of(Files.size(file.file())) : OptionalLong.empty();
        } catch (IOException unreadable) {
            // Opening it will say why.
            return OptionalLong.of(0);
        }
    }
}
