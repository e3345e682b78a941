package dev.tradespace.results.database;

import com.zaxxer.hikari.HikariDataSource;
import dev.tradespace.core.file.WholeFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.flywaydb.core.api.MigrationVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The migration of an H2 file, whole or not at all. H2 commits every statement on tables by itself, so a kill between two of them would leave a schema that no
 * version knows: a copy is migrated, and takes the place of the file when it is whole. A new file is made in the same way.
 */
final class H2Migration {
    private static final Logger LOG = LoggerFactory.getLogger(H2Migration.class);
    private static final String DRAFT = ".migration";
    /** As many as Flyway wants at once. */
    private static final int CONNECTIONS = 4;

    private static final String LOCK = ".migration.lock";

    private final H2File original;
    private final H2File draft;

    private H2Migration(H2File original) {
        this.original = original;
        this.draft = original.beside(DRAFT);
    }

    /**
     * Brings a file that nobody has open to the newest schema, and makes it if there is none.
     *
     * @throws ResultsException if it is in use or damaged, or its folder cannot be written or is full
     */
    static void migrate(H2File file) {
        try {
            new H2Migration(file).migrateLocked();
        } catch (IOException | SQLException broken) {
            throw Diagnosis.of(file.name(), broken);
        }
    }

    /** The lock is for others that migrate at the same time: between the steps nobody has either database open. */
    private void migrateLocked() throws IOException, SQLException {
        Path lock = original.store().resolveSibling(original.store().getFileName() + LOCK);
        Path folder = lock.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = held(channel)) {
            LOG.debug("{} is held: {}", lock, held.isValid());
            if (!isCurrent()) {
                Files.deleteIfExists(draft.file());
                migrateDraft();
                WholeFile.replace(draft.file(), original.file());
            }
        } finally {
            Files.deleteIfExists(draft.file());
        }
    }

    private FileLock held(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException another) {
            LOG.debug("this process migrates it already", another);
        }
        throw new ResultsException(
                ResultsException.Reason.IN_USE,
                "the database " + original.name()
                        + " is being migrated by another process; try again when it has ended");
    }

    /** Another process may have migrated it since we looked; and whoever has it open is noticed here. */
    private boolean isCurrent() {
        if (!original.exists()) {
            return false;
        }
        try (HikariDataSource pool = ConnectionPool.open(original.url(), original.name(), CONNECTIONS)) {
            return new Schema(pool, original.name()).isCurrent();
        }
    }

    private void migrateDraft() throws IOException, SQLException {
        boolean isNew = !original.exists();
        if (!isNew) {
            LOG.info("migrating the database {}", original.name());
            requireSpace(Files.size(original.file()));
            Files.copy(original.file(), draft.file());
        }
        try (HikariDataSource pool = ConnectionPool.open(draft.url(), original.name(), CONNECTIONS)) {
            Schema schema = new Schema(pool, original.name());
            if (!isNew) {
                Optional<MigrationVersion> reached = schema.version();
                try (Connection connection = pool.getConnection()) {
                    HalfMadeSchema.undo(connection, reached);
                }
            }
            schema.migrate();
        }
    }

    private void requireSpace(long bytes) throws IOException {
        FileStore disk = Files.getFileStore(original.file());
        if (disk.getUsableSpace() < 2 * bytes) {
            throw new ResultsException(
                    ResultsException.Reason.FULL,
                    "the database " + original.name() + " has to be migrated, which takes "
                            + 2 * bytes / 1_000_000 + " MB beside it for a while, and "
                            + disk.getUsableSpace() / 1_000_000
                            + " MB are free; free some space and try again");
        }
    }
}
